import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import * as store from './store-contacts.ts'

/**
 * Deletes people; they leave their groups. Messages that were sent to them stay as they are, and so do suppressions: who
 * asked not to be texted is not forgotten with the name. Answers how many there were.
 */
export const deleteContacts = (root: RootCtx, ids: readonly number[]): Promise<number> =>
  inTx(root, async (ctx) => {
    const deleted = await store.deleteContacts(ctx, ids)
    const target = ids.length === 1 ? `contact:${ids[0]}` : null
    await recordAudit(ctx, { action: 'contact.delete', target, details: { count: deleted } })
    return deleted
  })
