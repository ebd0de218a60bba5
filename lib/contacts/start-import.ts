import { actorIds, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { queueOf } from '#lib/queue/open-queue.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { fileProblem } from './file-problem.ts'
import { getImport } from './get-import.ts'
import { importJob } from './jobs.ts'
import { lookAtTable } from './look-at-table.ts'
import { type ImportView, type NewImport, newImport } from './schema-imports.ts'
import { holdGroup } from './store-groups.ts'
import * as store from './store-imports.ts'
import { senderExists } from './store-suppressions.ts'

/**
 * Has a list taken in by a worker; under one confirmation once. Throws NOT_FOUND for a file that is gone, INVALID_FILE for one without rows,
 * INVALID_REQUEST for a column that the file does not have, UNKNOWN_GROUP, UNKNOWN_SENDER.
 */
export async function startImport(
  root: RootCtx,
  input: NewImport,
  confirmation?: string,
): Promise<ImportView> {
  const begun = confirmation === undefined ? null : await store.findConfirmedImport(root, confirmation)
  if (begun) return getImport(root, begun.id)
  const plan = newImport.parse(input)
  const table = await lookAtTable(root, plan.uploadId, 'sheet' in plan.format ? plan.format.sheet : undefined)
  if (table.rows.count + (table.hasHeader && !plan.hasHeader ? 1 : 0) === 0) throw fileProblem('empty')
  if (plan.phoneColumn >= table.columns.length)
    throw new AppError('INVALID_REQUEST', { field: 'phoneColumn', params: { problem: 'form' } })
  const id = await inTx(root, async (ctx) => {
    if (plan.kind === 'contacts' && plan.groupId !== null && !(await holdGroup(ctx, plan.groupId)))
      throw new AppError('UNKNOWN_GROUP', { field: 'groupId' })
    if (plan.kind === 'suppressions' && plan.senderId !== null && !(await senderExists(ctx, plan.senderId)))
      throw new AppError('UNKNOWN_SENDER', { field: 'senderId' })
    const importId = await store.insertImport(ctx, {
      kind: plan.kind,
      blobId: plan.uploadId,
      mapping: plan,
      fileName: table.fileName,
      rowsExpected: table.rows.count,
      groupId: plan.kind === 'contacts' ? plan.groupId : null,
      createdBy: actorIds(ctx.actor).userId,
      confirmation: confirmation ?? null,
    })
    await recordAudit(ctx, {
      action: 'import.start',
      target: `import:${importId}`,
      details: { kind: plan.kind, rows: table.rows.count },
    })
    return importId
  })
  // Were this process to end here, the minute's round would find the import waiting.
  const queue = await queueOf(root.pool, (error) => root.log.error('queue', { error: String(error) }))
  await queue.enqueue(importJob, { importId: id })
  return getImport(root, id)
}
