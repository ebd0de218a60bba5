import { inSqlTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { getSending } from './get-sending.ts'
import type { SendingView } from './schema-sending.ts'
import { insertAudit } from './store-audit.ts'
import * as store from './store-era.ts'
import { doubtRestored, newEra } from './watch-installation.ts'

/**
 * An admin says that this database was put back from an older copy, where no worker could notice it: what had begun or
 * was due is held, its queued rows become `unknown`, and nothing is sent until `confirmSending`.
 */
export async function declareRestored(root: RootCtx): Promise<SendingView & { messages: number }> {
  const messages = await inSqlTx(root, async (client) => {
    const seen = await store.look(client)
    if (!seen) throw new AppError('CONFLICT')
    await store.beginEra(client, newEra(), { found: 'COMMAND' })
    const held = await store.holdAll(client, 'RESTORED', { found: 'COMMAND' })
    await insertAudit(client, root, 'installation.restored', { messages: held })
    return held
  })
  await doubtRestored(root)
  return { ...(await getSending(root)), messages }
}
