import { useFormatter, useTranslations } from 'next-intl'
import { shareDelivered } from '#lib/messages/rules-recipients.ts'
import type { ReportView } from '#lib/reports/schema.ts'

/** What a report comes to, in a sentence. */
export function ReportSentence({ report: { from, to, total } }: { report: ReportView }) {
  const words = useTranslations('reports')
  const format = useFormatter()
  const texted = total.people - total.leftOut
  const day = (key: string) =>
    format.dateTime(new Date(`${key}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })
  return words(total.messages === 0 ? 'sentenceNone' : 'sentence', {
    ...{ from: day(from), to: day(to), messages: total.messages, people: texted, credits: total.spent },
    share: format.number(shareDelivered(total.delivered, texted), {
      style: 'percent',
      maximumFractionDigits: 1,
    }),
  })
}
