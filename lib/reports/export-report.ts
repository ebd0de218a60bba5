import type { Ctx } from '#lib/platform/ctx.ts'
import { CSV_MARK, csvLine } from '#lib/shared/csv-line.ts'
import { getReport } from './get-report.ts'
import type { ReportQuery } from './schema.ts'

/** A report as CSV, with its total in the last line. */
export async function* exportReport(
  ctx: Ctx,
  query: ReportQuery,
  reader: number | null,
): AsyncGenerator<{ text: string; rows: number }> {
  const { by, rows, total } = await getReport(ctx, query, reader)
  const names = [
    'messages',
    'people',
    'delivered',
    'notReached',
    'onTheWay',
    'doubtful',
    'leftOut',
    'spent',
  ] as const
  yield { text: CSV_MARK + csvLine([by, 'name', ...names]), rows: 0 }
  const lines = rows.map((row) => csvLine([row.key, row.label, ...names.map((name) => row[name])]))
  yield { text: lines.join(''), rows: rows.length }
  yield { text: csvLine(['total', null, ...names.map((name) => total[name])]), rows: 0 }
}
