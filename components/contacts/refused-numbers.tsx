import { useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'
import { useRefusalWords } from './use-refusal-words.ts'

type Refused = readonly { place: number; value: string; reason: string }[]

/** As many as can be read; the rest is counted. */
const SHOWN = 20

/** Numbers of a pasted list that are none, each with its place in the list and the reason. */
export function RefusedNumbers({ refused }: { refused: Refused }) {
  const words = useTranslations('contacts.refused')
  const reason = useRefusalWords()
  if (refused.length === 0) return null
  return (
    <Notice status="doubtful" title={words('title', { count: refused.length })} urgent>
      <ul className="mt-1 text-sm">
        {refused.slice(0, SHOWN).map((one) => (
          <li key={one.place} className="break-words">
            {words('line', { place: one.place, value: one.value, reason: reason(one.reason) })}
          </li>
        ))}
        {refused.length > SHOWN && <li>{words('more', { count: refused.length - SHOWN })}</li>}
      </ul>
    </Notice>
  )
}
