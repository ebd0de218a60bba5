import { expectStatement } from '#lib/credits/export-statement.ts'
import { expectRecipients } from '#lib/messages/export-recipients.ts'
import { actorIds, type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { queueOf } from '#lib/queue/open-queue.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { getExport } from './get-export.ts'
import { getReport } from './get-report.ts'
import { exportJob } from './jobs.ts'
import type { ExportRequest, ExportView } from './schema-exports.ts'
import * as store from './store-exports.ts'

/** Has a file written by a worker. Refuses as looking at the same thing would: NOT_FOUND, FORBIDDEN, INVALID_REQUEST. */
export async function startExport(root: RootCtx, request: ExportRequest): Promise<ExportView> {
  const rowsExpected = await expect(root, request)
  const id = await inTx(root, async (ctx) => {
    const exportId = await store.insertExport(ctx, {
      request,
      rowsExpected,
      createdBy: actorIds(ctx.actor).userId,
    })
    await recordAudit(ctx, {
      action: 'export.start',
      target: `export:${exportId}`,
      details: { kind: request.kind, ...('uuid' in request && { message: request.uuid }) },
    })
    return exportId
  })
  // Were this process to end here, the minute's round would find the export waiting.
  const queue = await queueOf(root.pool, (error) => root.log.error('queue', { error: String(error) }))
  await queue.enqueue(exportJob, { exportId: id })
  return getExport(root, id)
}

/** How many rows that will be, about; throws where there is nothing to look at. */
async function expect(ctx: Ctx, request: ExportRequest): Promise<number> {
  if (request.kind === 'recipients') return expectRecipients(ctx, request.uuid, request)
  if (request.kind === 'statement') return expectStatement(ctx)
  return (await getReport(ctx, request)).rows.length
}
