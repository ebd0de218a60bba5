import { z } from 'zod'
import { defineJob } from '#lib/queue/define-job.ts'

/** Asks all providers for the balance. */
export const balancesJob = defineJob('ask-for-balances', z.object({}))
