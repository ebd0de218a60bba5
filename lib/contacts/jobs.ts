import { z } from 'zod'
import { defineJob } from '#lib/queue/define-job.ts'

/** Takes a list in. Two runs of one import do no harm: rows are only kept by the one that moves it on. */
export const importJob = defineJob('take-in-list', z.object({ importId: z.int() }))

/** Every minute: goes on with imports that stand still. */
export const goOnJob = defineJob('go-on-with-lists', z.object({}))

/** Every hour: throws away uploads that have expired. */
export const tidyJob = defineJob('throw-away-uploads', z.object({}))
