import { z } from 'zod'
import { defineJob } from '#lib/queue/define-job.ts'

/** Plans a message that is too long for a request. Harmless when run twice: the plan epoch lets one of them commit. */
export const planJob = defineJob('plan-message', z.object({ messageId: z.int() }))
