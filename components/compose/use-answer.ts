'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { answered } from '#components/ui/outdated.ts'
import type { ActionResult } from '#lib/shared/action-result.ts'
import type { Failure } from './compose-types.ts'

export type Answer<T> = {
  /** The last figures that were right, kept while newer ones are fetched. */
  value: T | null
  /** Why there are none for what is on the screen now. */
  failure: Failure | null
  /** Whether value or failure belong to what is on the screen now. */
  isFresh: boolean
  askAgain: () => void
}

const LONGEST_PAUSE_MS = 4000

type Last<I, T> = { input: I | null; value: T | null; failure: Failure | null }

/**
 * Asks the server about what is being written, a little after the last change and never twice at once. `input` must be
 * the same object as long as it means the same; null asks nothing and forgets the answer.
 */
export function useAnswer<I, T>(
  ask: (input: I) => Promise<ActionResult<T>>,
  input: I | null,
  delayMs: number,
): Answer<T> {
  const [last, setLast] = useState<Last<I, T>>({ input: null, value: null, failure: null })
  const [round, setRound] = useState(0)
  const due = useRef<I | null>(null)
  const busy = useRef(false)
  const hurry = useRef(false)
  const took = useRef(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks the same again.
  useEffect(() => {
    if (input === null) return
    const run = async () => {
      due.current = input
      // One at a time: what is under way goes on by itself with what became due meanwhile.
      if (busy.current) return
      busy.current = true
      for (let asked: I | null = null; asked !== due.current; ) {
        asked = due.current
        const askedAt = performance.now()
        const answer = (await answered(ask(asked))) ?? 'no-answer'
        took.current = performance.now() - askedAt
        if (asked === due.current) setLast((before) => settle(before, asked, answer))
      }
      busy.current = false
    }
    // What is long to work out is asked for less often, so that the server is idle as long as it is busy.
    const pause = Math.min(Math.max(delayMs, took.current), LONGEST_PAUSE_MS)
    const timer = setTimeout(() => void run(), hurry.current ? 0 : pause)
    hurry.current = false
    return () => clearTimeout(timer)
  }, [ask, input, delayMs, round])

  const askAgain = useCallback(() => {
    hurry.current = true
    setRound((before) => before + 1)
  }, [])
  const isUnanswered = last.failure === 'no-answer'
  useEffect(() => {
    if (!isUnanswered) return
    window.addEventListener('online', askAgain)
    return () => window.removeEventListener('online', askAgain)
  }, [isUnanswered, askAgain])

  const isFresh = input !== null && last.input === input
  return {
    value: input === null ? null : last.value,
    failure: isFresh ? last.failure : null,
    isFresh,
    askAgain,
  }
}

function settle<I, T>(
  before: Last<I, T>,
  input: I | null,
  answer: ActionResult<T> | 'no-answer',
): Last<I, T> {
  if (answer === 'no-answer') return { input, value: before.value, failure: answer }
  if (!answer.ok) return { input, value: null, failure: answer.error }
  return { input, value: answer.value, failure: null }
}
