import { planJob } from '#lib/messages/jobs.ts'
import { planMessage } from '#lib/messages/plan-message.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import type { Queue } from '#lib/queue/open-queue.ts'
import { AppError } from '#lib/shared/errors.ts'

/** The table: which job runs which use case. */
export async function workOnJobs(root: RootCtx, queue: Queue): Promise<void> {
  await queue.work(planJob, async ({ messageId }) => {
    await planMessage(root, messageId).catch((error: unknown) => {
      // A refusal is an answer: it stands in the message, and trying again would not change it.
      if (!(error instanceof AppError)) throw error
    })
  })
}
