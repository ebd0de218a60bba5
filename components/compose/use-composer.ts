'use client'

import { useTimeZone, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { leavingTime } from '#components/schedule/schedule.ts'
import { useServerClock } from '#components/schedule/use-server-clock.ts'
import type {
  AudienceInput,
  ComposeActions,
  Failure,
  PriceInput,
  SenderChoice,
  SendLimits,
} from './compose-types.ts'
import type { DraftChange } from './draft.ts'
import { windowChosen } from './leaving-options.ts'
import { mainReason, type Place, sentenceAt } from './problems.ts'
import { type TextFacts, textFacts } from './text-facts.ts'
import { useAnswer } from './use-answer.ts'
import { useDraft } from './use-draft.ts'
import { placesOf } from './waiting-places.ts'

/** What a server action takes at once, less what the rest of the message needs. */
const MAX_BYTES = 900_000
/** Characters from which a list is long: the figures then wait for a longer pause. */
const LONG_LIST = 100_000

type Options = {
  userId: number
  senders: readonly SenderChoice[]
  limits: SendLimits
  /** What a former message was made of. */
  initial: DraftChange | null
  actions: ComposeActions
}

export type Composer = ReturnType<typeof useComposer>

/** Everything that the steps show: the draft, what is known of it here, and what the server says about it. */
export function useComposer({ userId, senders, limits, initial, actions }: Options) {
  const ownZone = useTimeZone() ?? 'UTC'
  const draftState = useDraft(userId, initial)
  const { draft } = draftState
  const { numbers, text, values } = draft
  const sender = senders.find(({ id }) => id === draft.sender) ?? (senders[0] as SenderChoice)
  const facts = useMemo(() => textFacts(text, values, sender), [text, values, sender])
  const isTooLong = textIsTooLong(facts, sender)

  const audienceInput = useMemo(() => audienceOf(numbers, sender), [numbers, sender])
  const delay = numbers.length > LONG_LIST ? 900 : 300
  const audience = useAnswer(actions.checkAudience, audienceInput, delay)
  const isReachable = (audience.value?.valid ?? 0) > 0
  const isWhole = !facts.isEmpty && !isTooLong && facts.missing.length === 0 && !facts.hasNameless
  const priceInput = useMemo(
    (): PriceInput | null =>
      audienceInput && isReachable && isWhole ? { ...audienceInput, text, values } : null,
    [audienceInput, isReachable, isWhole, text, values],
  )
  const price = useAnswer(actions.price, priceInput, delay)

  const { schedule } = draft
  const now = useServerClock(price.value?.now ?? audience.value?.now, schedule.later)
  const leaving = useMemo(() => leavingTime(schedule, ownZone, now), [schedule, ownZone, now])
  const leavesAt = leaving.kind === 'now' ? now : leaving.at
  const quiet = limits.quietHoursDashboard && !sender.silent
  const { options } = draft
  const sendWindow = useMemo(() => windowChosen(options, quiet), [options, quiet])
  const places = useMemo(
    () => (price.value && sendWindow ? placesOf(price.value, sendWindow, leavesAt) : []),
    [price.value, sendWindow, leavesAt],
  )
  const [refused, setRefused] = useState<{ failure: Failure; confirmation: string } | null>(null)
  // A refusal is about what was confirmed; whoever changes that has answered it.
  const refusal = refused?.confirmation === draft.confirmation ? refused.failure : null

  const failures = [audience.failure, price.failure, refusal]
  const sentence = useSentences({ failures, numbers, audience: audience.value, sender, isTooLong })
  return {
    ...draftState,
    senders,
    limits,
    sender,
    facts,
    audience,
    price,
    leaving,
    leavesAt,
    quiet,
    sendWindow,
    places,
    ownZone,
    now,
    refusal,
    refuse: (failure: Failure) => setRefused({ failure, confirmation: draft.confirmation }),
    failures,
    isTooLong,
    /** Whether the text could be sent as it stands. */
    isWhole,
    sentence,
  }
}

function audienceOf(numbers: string, { value, accountId }: SenderChoice): AudienceInput | null {
  if (numbers.trim() === '' || isTooLarge(numbers)) return null
  return { numbers, sender: value, accountId }
}

const isTooLarge = (numbers: string): boolean =>
  numbers.length > MAX_BYTES / 4 && new Blob([numbers]).size > MAX_BYTES

/** A text whose values are still missing may yet become longer, but never shorter. */
const textIsTooLong = ({ count, length }: TextFacts, { maxCharacters, maxParts }: SenderChoice): boolean =>
  count.parts > maxParts || (maxCharacters !== null && length > maxCharacters)

type SentenceOptions = {
  failures: readonly (Failure | null)[]
  numbers: string
  audience: { valid: number; total: number; reasons: Record<string, number> } | null
  sender: SenderChoice
  isTooLong: boolean
}

/** What is wrong at a place, in a sentence: what is seen here first, then what the server says. */
function useSentences({ failures, numbers, audience, sender, isTooLong }: SentenceOptions) {
  const words = useTranslations('compose.problems')
  return (place: Place): string | undefined => {
    if (place === 'numbers' && isTooLarge(numbers)) return words('tooManyNumbers')
    if (place === 'text' && isTooLong)
      return words('textTooLong', { characters: sender.maxCharacters ?? 0, parts: sender.maxParts })
    const told = failures.map((failure) => sentenceAt(place, failure)).find((text) => text !== undefined)
    if (told) return told
    if (place === 'numbers' && audience && audience.total > 0 && audience.valid === 0)
      return words(mainReason(audience.reasons) === 'NO_PRICE' ? 'noPrice' : 'nobody')
    return undefined
  }
}
