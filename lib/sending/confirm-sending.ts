import { wakeWorkers } from '#lib/messages/store-control.ts'
import { inSqlTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { getSending } from './get-sending.ts'
import type { SendingView } from './schema-sending.ts'
import { insertAudit } from './store-audit.ts'
import * as store from './store-era.ts'
import { doubtRestored } from './watch-installation.ts'

/**
 * An admin says that this copy of the database is the one that sends. Messages that were held stay held until somebody
 * resumes each of them. Throws CONFLICT when nothing waits for this.
 */
export async function confirmSending(root: RootCtx): Promise<SendingView> {
  await doubtRestored(root)
  await inSqlTx(root, async (client) => {
    await store.look(client)
    if (!(await store.switchOn(client, 'RESTORED'))) throw new AppError('CONFLICT')
    await insertAudit(client, root, 'installation.confirm', {})
  })
  await wakeWorkers(root.pool)
  return getSending(root)
}
