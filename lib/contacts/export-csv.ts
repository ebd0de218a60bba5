import type { Ctx } from '#lib/platform/ctx.ts'
import { CSV_MARK, csvLine } from '#lib/shared/csv-line.ts'
import { getImport } from './get-import.ts'
import * as imports from './store-imports.ts'
import * as store from './store-suppressions.ts'

const PAGE = 5000

/** Everybody who must not be texted, newest first, as CSV piece by piece; it can be imported again. */
export async function* exportSuppressions(ctx: Ctx): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(['number', 'sender', 'reason', 'note', 'since', 'by'])
  for (let before: number | null = null; ; ) {
    const rows = await store.findSuppressions(ctx, {}, { before, after: null, limit: PAGE })
    yield rows
      .map((r) =>
        csvLine([r.msisdn ?? r.key, r.sender, r.reason, r.note, r.createdAt.toISOString(), r.createdBy]),
      )
      .join('')
    if (rows.length < PAGE) return
    before = Number(rows.at(-1)?.id)
  }
}

/** The rows of an import that were not taken in, as CSV: their number in the file, why, and their cells. Throws NOT_FOUND. */
export async function exportRefusals(ctx: Ctx, id: number): Promise<AsyncGenerator<string>> {
  await getImport(ctx, id)
  return refusalLines(ctx, id)
}

async function* refusalLines(ctx: Ctx, id: number): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(['row', 'reason'])
  for (let after = 0; ; ) {
    const rows = await imports.findRefusals(ctx, id, { after, limit: PAGE })
    yield rows.map((row) => csvLine([row.rowNo, row.reason, ...row.cells])).join('')
    if (rows.length < PAGE) return
    after = rows.at(-1)?.rowNo ?? after
  }
}
