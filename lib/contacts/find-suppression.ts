import type { Ctx } from '#lib/platform/ctx.ts'
import { suppressionKey } from '#lib/sms/phone-hash.ts'
import { toSuppressionView } from './list-suppressions.ts'
import type { SuppressionView } from './schema-suppressions.ts'
import * as store from './store-suppressions.ts'

/** Why nobody may text this number, whatever the sender; null where somebody may. */
export async function findSuppression(ctx: Ctx, msisdn: string): Promise<SuppressionView | null> {
  const rows = await store.findSuppressionsOf(ctx, suppressionKey(msisdn))
  const row = rows.find(({ senderId }) => senderId === null)
  return row ? toSuppressionView(row) : null
}
