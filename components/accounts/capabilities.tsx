import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { DescriptionList } from '#components/ui/description-list.tsx'
import type { CapabilitiesView } from '#lib/accounts/schema.ts'
import { countryName } from '#lib/shared/country-name.ts'

/** What an account's provider can do, each in words: the composer and the planner go by the same facts. */
export function Capabilities({ can }: { can: CapabilitiesView }) {
  const words = useTranslations('accounts.can')
  const format = useFormatter()
  const locale = useLocale()
  const { characters, parts } = can.textLimit
  const receipts = can.push ? (can.polls ? 'both' : 'push') : can.polls ? 'poll' : 'none'
  const limit = [
    characters !== null && words('characters', { count: characters }),
    parts !== null && words('parts', { count: parts }),
  ].filter((one) => one !== false)
  const facts: [string, string][] = [
    ['batch', words(`batchOf.${can.batchTexts}`, { count: can.batchSize })],
    ['text', limit.length === 0 ? words('noLimit') : format.list(limit)],
    ['encoding', words(`encodings.${can.encoding}`)],
    ['receipts', words(`receiptsBy.${receipts}`)],
    ['replies', words(`repliesBy.${can.replies}`)],
    ['schedule', words(`schedules.${can.nativeSchedule}`)],
    ['sender', words(`senders.${can.senderForm}`)],
    ['balance', words(can.balance ? 'offered' : 'notOffered')],
    ['senderList', words(can.senderList ? 'offered' : 'notOffered')],
    ['lookup', words(can.lookup ? 'lookupYes' : 'lookupNo')],
    ['hashed', words(can.hashedNumbers ? 'taken' : 'notTaken')],
  ]
  const { reach } = can
  if (reach.countries.length > 0) {
    const named = format.list(reach.countries.map((code) => countryName(code, locale)))
    facts.push([reach.only ? 'served' : 'refused', named])
  }
  return (
    <DescriptionList
      className="max-w-160"
      facts={facts.map(([name, value]) => ({ key: name, term: words(`fact.${name as 'batch'}`), value }))}
    />
  )
}
