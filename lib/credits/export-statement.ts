import type { Ctx } from '#lib/platform/ctx.ts'
import { CSV_MARK, csvLine } from '#lib/shared/csv-line.ts'
import { toCredits } from './rules.ts'
import { effectOf } from './rules-statement.ts'
import { estimateLedger, findLedger, type StatementFilter } from './store-statement.ts'

const PAGE = 5000

/** Every entry of the ledger that fits, newest first, as CSV, some thousand at a time. */
export async function* exportStatement(
  ctx: Ctx,
  filter: StatementFilter,
): AsyncGenerator<{ text: string; rows: number }> {
  const heading = [
    'entry',
    'at',
    'kind',
    'credits',
    'available',
    'held',
    'message',
    'chunk',
    'person',
    'note',
  ]
  yield { text: CSV_MARK + csvLine(heading), rows: 0 }
  for (let before: number | null = null; ; ) {
    const rows = await findLedger(ctx, filter, { before, limit: PAGE })
    const text = rows.map((row) => {
      const { available, held } = effectOf(row.kind, row.amount)
      const amounts = [row.amount, available, held].map(toCredits)
      return csvLine([
        row.id,
        row.at.toISOString(),
        row.kind,
        ...amounts,
        row.uuid,
        row.chunkNo,
        row.by,
        row.note,
      ])
    })
    yield { text: text.join(''), rows: rows.length }
    if (rows.length < PAGE) return
    before = rows.at(-1)?.id ?? null
  }
}

/** About how many lines that will be, at most. */
export const expectStatement = (ctx: Ctx): Promise<number> => estimateLedger(ctx)
