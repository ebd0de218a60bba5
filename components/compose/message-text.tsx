'use client'

import { clsx } from 'clsx'
import { type RefObject, useMemo } from 'react'
import { controlClass } from '#components/ui/control-class.ts'
import { Textarea } from '#components/ui/textarea.tsx'
import { isScript, type TextFacts } from './text-facts.ts'
import { tokensOf } from './text-tokens.ts'

type MessageTextProps = {
  text: string
  facts: TextFacts
  onText: (text: string) => void
  area: RefObject<HTMLTextAreaElement | null>
  onBlur?: () => void
}

/**
 * The text, with what is filled in and what makes it Unicode marked behind the letters: the marks are drawn by a copy
 * that lies under the field and has the same measures, so the field stays an ordinary one.
 */
export function MessageText({ text, facts, onText, area, onBlur }: MessageTextProps) {
  const pieces = useMemo(() => markedPieces(text, facts), [text, facts])
  return (
    <div className="relative grid">
      <div
        aria-hidden="true"
        dir="auto"
        className={clsx(
          controlClass,
          'pointer-events-none col-start-1 row-start-1 border-transparent! py-2 break-words [unicode-bidi:plaintext] whitespace-pre-wrap text-transparent select-none',
        )}
      >
        {pieces.map(({ from, source, mark }) =>
          mark ? (
            <mark key={from} className={clsx('rounded-sm text-transparent', marks[mark])}>
              {source}
            </mark>
          ) : (
            source
          ),
        )}
      </div>
      <Textarea
        ref={area}
        minRows={5}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onBlur={onBlur}
        // It grows with the text and never scrolls by itself, or the marks would not lie under their letters.
        className="relative col-start-1 row-start-1 max-h-none! overflow-hidden bg-transparent!"
      />
    </div>
  )
}

type Mark = 'placeholder' | 'empty' | 'foreign'
type Piece = { from: number; source: string; mark: Mark | null }

const marks: Record<Mark, string> = {
  placeholder: 'bg-accent-soft shadow-[0_0_0_1px_var(--accent-soft)]',
  empty: 'bg-accent-soft underline decoration-doubtful decoration-wavy decoration-1 underline-offset-4',
  foreign: 'bg-doubtful-soft shadow-[0_0_0_1px_var(--doubtful)]',
}

function markedPieces(text: string, facts: TextFacts): Piece[] {
  const { foreign, missing } = facts
  const marked = new Map(
    isScript(facts)
      ? []
      : foreign.flatMap(({ character, positions }) => positions.map((at) => [at, character.length] as const)),
  )
  return tokensOf(text).flatMap(({ kind, from, source, name }): Piece[] => {
    if (kind === 'text') return cutAt(source, from, marked)
    return [{ from, source, mark: missing.includes(name) || name === '' ? 'empty' : 'placeholder' }]
  })
}

/** Cuts a stretch of text before and after each marked character. */
function cutAt(source: string, start: number, marked: ReadonlyMap<number, number>): Piece[] {
  const pieces: Piece[] = []
  let plain = 0
  for (let at = 0; at < source.length; ) {
    const length = marked.get(start + at)
    if (length === undefined) {
      at++
      continue
    }
    if (at > plain) pieces.push({ from: start + plain, source: source.slice(plain, at), mark: null })
    pieces.push({ from: start + at, source: source.slice(at, at + length), mark: 'foreign' })
    at += length
    plain = at
  }
  if (plain < source.length) pieces.push({ from: start + plain, source: source.slice(plain), mark: null })
  return pieces
}
