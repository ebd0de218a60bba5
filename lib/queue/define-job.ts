import type { z } from 'zod'

/** The name and payload of a kind of work. What is done is said in worker/jobs.ts, so that who asks never loads who works. */
export type Job<Payload> = { name: string; payload: z.ZodType<Payload>; retries: number }

/** Payloads hold ids, not rows. Work may run twice; the database makes the second run harmless. */
export const defineJob = <Payload>(name: string, payload: z.ZodType<Payload>, retries = 5): Job<Payload> => ({
  name,
  payload,
  retries,
})
