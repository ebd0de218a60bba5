import { balancesJob } from '#lib/accounts/jobs.ts'
import { refreshBalances } from '#lib/accounts/refresh-balance.ts'
import { goOnWithImports } from '#lib/contacts/go-on-with-imports.ts'
import { goOnJob, importJob, tidyJob } from '#lib/contacts/jobs.ts'
import { runImport } from '#lib/contacts/run-import.ts'
import { planJob } from '#lib/messages/jobs.ts'
import { planMessage } from '#lib/messages/plan-message.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import type { Queue } from '#lib/queue/open-queue.ts'
import { goOnWithExports } from '#lib/reports/go-on-with-exports.ts'
import { exportJob, goOnWithExportsJob } from '#lib/reports/jobs.ts'
import { runExport } from '#lib/reports/run-export.ts'
import { AppError } from '#lib/shared/errors.ts'
import { tidyRequests } from '#lib/users/tidy-requests.ts'

/** The table: which job runs which use case. */
export async function workOnJobs(root: RootCtx, queue: Queue): Promise<void> {
  await queue.work(planJob, async ({ messageId }) => {
    await planMessage(root, messageId).catch((error: unknown) => {
      // A refusal is an answer: it stands in the message, and trying again would not change it.
      if (!(error instanceof AppError)) throw error
    })
  })
  await queue.work(importJob, ({ importId }) => runImport(root, importId))
  await queue.workEvery(goOnJob, '* * * * *', () => goOnWithImports(root))
  await queue.workEvery(balancesJob, '*/10 * * * *', () => refreshBalances(root))
  await queue.work(exportJob, ({ exportId }) => runExport(root, exportId))
  await queue.workEvery(goOnWithExportsJob, '* * * * *', () => goOnWithExports(root))
  await queue.workEvery(tidyJob, '17 * * * *', () => tidyRequests(root))
}
