import type { Ctx } from '#lib/platform/ctx.ts'
import { cursorPage } from '#lib/shared/cursor-page.ts'
import { suppressionKey } from '#lib/sms/phone-hash.ts'
import { readNumber } from './read-number.ts'
import {
  type SuppressionPage,
  type SuppressionQuery,
  type SuppressionView,
  suppressionView,
} from './schema-suppressions.ts'
import * as store from './store-suppressions.ts'

const COUNT_UP_TO = 10_000

/** Who must not be texted, newest first. A search is a number as anybody may write it, a hash, or first digits. */
export async function listSuppressions(
  ctx: Ctx,
  { search, cursor, newer, limit, reason, senderId }: SuppressionQuery,
  defaultCountry: string,
): Promise<SuppressionPage> {
  const filter = { ...who(search, defaultCountry), reason, senderId }
  const [{ rows, ...page }, count] = await Promise.all([
    cursorPage({ cursor, newer, limit }, (span) => store.findSuppressions(ctx, filter, span)),
    store.countSuppressions(ctx, filter, COUNT_UP_TO + 1),
  ])
  return {
    suppressions: rows.map(toSuppressionView),
    ...page,
    total: { count: Math.min(count, COUNT_UP_TO), exact: count <= COUNT_UP_TO },
  }
}

function who(
  search: string | undefined,
  defaultCountry: string,
): { key?: string | undefined; prefix?: string | undefined } {
  if (search === undefined) return {}
  const number = readNumber(search, defaultCountry)
  if (typeof number !== 'string') return { key: suppressionKey(number.msisdn) }
  const digits = search.replace(/\D/g, '')
  // What has no digits is nobody's number: it must find nothing, not everything.
  return digits === '' ? { key: '' } : { prefix: digits }
}

export const toSuppressionView = (row: store.SuppressionRow): SuppressionView =>
  suppressionView.parse({ ...row, id: Number(row.id), createdAt: row.createdAt.toISOString() })
