import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { findOwnExport } from './get-export.ts'
import * as store from './store-exports.ts'

/** Calls an export off, or throws its file away before it expires. Throws NOT_FOUND and FORBIDDEN. */
export const cancelExport = (root: RootCtx, id: number): Promise<void> =>
  inTx(root, async (ctx) => {
    await findOwnExport(ctx, id)
    await store.cancelExport(ctx, id)
    await recordAudit(ctx, { action: 'export.cancel', target: `export:${id}` })
  })
