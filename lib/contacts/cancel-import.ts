import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { getImport } from './get-import.ts'
import type { ImportView } from './schema-imports.ts'
import * as store from './store-imports.ts'

/** Calls an import off: no further row is taken in, what was taken in stays. Throws NOT_FOUND, CONFLICT when it has ended. */
export const cancelImport = (root: RootCtx, id: number): Promise<ImportView> =>
  inTx(root, async (ctx) => {
    await getImport(ctx, id)
    if (!(await store.endImport(ctx, id, { state: 'cancelled' }))) throw new AppError('CONFLICT')
    await recordAudit(ctx, { action: 'import.cancel', target: `import:${id}` })
    return getImport(ctx, id)
  })
