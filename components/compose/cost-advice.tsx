'use client'

import { useTranslations } from 'next-intl'
import type { Price } from './compose-types.ts'

/** What people's own values cost, and what would save it; who lacks a value that the text needs. */
export function CostAdvice({ price }: { price: Price | null }) {
  const words = useTranslations('compose.advice')
  if (!price) return null
  const { advice, reasons } = price
  const lacking = reasons.MISSING_VARIABLE ?? 0
  const tooLong = reasons.TEXT_TOO_LONG ?? 0
  const [cause] = advice && advice.tipped > 0 ? advice.causes : []
  const lines = [
    cause &&
      words(cause.reason === 'encoding' ? 'encoding' : 'length', {
        name: `{{${cause.name}}}`,
        people: cause.recipients,
        parts: cause.extraParts,
      }),
    advice?.shorten &&
      words('shorten', { characters: advice.shorten.characters, credits: advice.shorten.saved }),
    lacking > 0 && words('lacking', { people: lacking }),
    tooLong > 0 && words('tooLong', { people: tooLong }),
  ].filter((line) => typeof line === 'string')
  if (lines.length === 0) return null
  return (
    <ul role="status" className="tabular flex flex-col gap-1 text-sm text-doubtful">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
