import { z } from 'zod'
import { defineJob } from '#lib/queue/define-job.ts'

/** Writes a file. Two runs of one export do no harm: only the later one hands in what it wrote. */
export const exportJob = defineJob('write-export', z.object({ exportId: z.int() }))

/** Every minute: begins exports anew that stand still. */
export const goOnWithExportsJob = defineJob('go-on-with-exports', z.object({}))
