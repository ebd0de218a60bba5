'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { TextFacts } from './text-facts.ts'

/** Read aloud when the typing rests, not at every letter. */
const REST_MS = 1200

/** "143 of 160 · 1 part", and how to save a part where little is too much. */
export function TextCounter({ facts }: { facts: TextFacts }) {
  const words = useTranslations('compose.what')
  const shared = useTranslations('common')
  const format = useFormatter()
  const { count, room, shorten, missing } = facts
  const counted = words(missing.length > 0 ? 'countedAbout' : 'counted', {
    units: format.number(count.units),
    room: format.number(room),
  })
  const parts = shared('parts', { count: count.parts })
  const unicode = count.encoding === 'ucs2' ? ` · ${words('unicode')}` : ''
  const save =
    shorten && words('shorten', { characters: shorten.characters, parts: count.parts - shorten.parts })
  const line = `${counted} · ${parts}${unicode}`
  return (
    <>
      <p aria-hidden="true" className="tabular flex min-h-5 flex-wrap gap-x-3 text-sm text-muted">
        <span>
          {counted} · <span className={count.parts > 1 ? 'font-medium text-ink' : undefined}>{parts}</span>
          {unicode}
        </span>
        {save && <span className="text-accent">{save}</span>}
      </p>
      <Spoken text={facts.isEmpty ? '' : [line, save].filter(Boolean).join('. ')} />
    </>
  )
}

function Spoken({ text }: { text: string }) {
  const [spoken, setSpoken] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(text), REST_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <p role="status" className="sr-only">
      {spoken}
    </p>
  )
}
