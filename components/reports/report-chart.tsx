import { useFormatter, useTranslations } from 'next-intl'
import { type StackedBar, StackedBars } from '#components/ui/stacked-bars.tsx'
import { type Status, StatusIcon } from '#components/ui/status.tsx'
import type { ReportRow } from '#lib/reports/schema.ts'
import { useReportKey } from './use-report-key.ts'

/** The groups of people in the order in which they stand on each other, with their colour. */
const shown = [
  { name: 'delivered', status: 'good' },
  { name: 'onTheWay', status: 'moving' },
  { name: 'doubtful', status: 'doubtful' },
  { name: 'notReached', status: 'bad' },
] as const satisfies readonly { name: keyof ReportRow; status: Status }[]

type Props = { rows: readonly ReportRow[]; by: 'day' | 'week' | 'month'; className?: string }

/** How it went, period by period. Whoever was left out was not texted and is not drawn. */
export function ReportChart({ rows, by, className }: Props) {
  const words = useTranslations('reports')
  const format = useFormatter()
  const name = useReportKey(by)
  const bars: StackedBar[] = rows.map((row) => ({
    key: row.key,
    label: name(row, 'short'),
    hint: words('hint', {
      period: name(row),
      ...{ delivered: row.delivered, notReached: row.notReached, doubtful: row.doubtful },
    }),
    parts: shown.map(({ name: group, status }) => ({ status, value: row[group] })),
  }))
  const compact = (value: number) => format.number(value, { notation: 'compact', maximumFractionDigits: 1 })
  return (
    <div className={className}>
      <StackedBars label={words('chart')} bars={bars} format={compact} />
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 pl-14 text-sm text-muted">
        {shown.map(({ name: group, status }) => (
          <li key={group} className="flex items-center gap-1.5">
            <StatusIcon status={status} />
            {words(`column.${group}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}
