import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { Count } from '#components/ui/figures.tsx'
import { Cell, Column, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { isPeriod } from '#lib/reports/rules.ts'
import type { ReportRow, ReportView } from '#lib/reports/schema.ts'
import { useReportKey } from './use-report-key.ts'

const columns = [
  'messages',
  'people',
  'delivered',
  'notReached',
  'onTheWay',
  'doubtful',
  'leftOut',
  'spent',
] as const

/** The numbers of a report, with their total. */
export function ReportTable({ report }: { report: ReportView }) {
  const words = useTranslations('reports')
  const name = useReportKey(report.by)
  // The newest period first; those in which nothing left say so by not being there.
  const rows = isPeriod(report.by) ? report.rows.filter((row) => row.people > 0).reverse() : report.rows
  const total = { key: 'total', label: words('total'), ...report.total }
  return (
    <Table label={words('table')}>
      <TableHead>
        <Column className="w-full">{words(`by.${report.by}`)}</Column>
        {columns.map((column) => (
          <Column key={column} end>
            {words(`column.${column}`)}
          </Column>
        ))}
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Figures key={row.key} row={row} title={name(row)} />
        ))}
        {rows.length > 1 && <Figures row={total} title={total.label} sum />}
      </TableBody>
    </Table>
  )
}

function Figures({ row, title, sum }: { row: ReportRow; title: string; sum?: boolean }) {
  const words = useTranslations('reports.column')
  return (
    <Row className={sum ? 'font-medium' : undefined}>
      <Cell className="md:min-w-36">
        <bdi className="as-written">{title}</bdi>
      </Cell>
      {columns.map((column) => (
        <Cell
          key={column}
          label={words(column)}
          end
          className={clsx(row[column] === 0 && ['text-muted', !sum && 'max-md:hidden'])}
        >
          <Count value={row[column]} />
        </Cell>
      ))}
    </Row>
  )
}
