import { z } from 'zod'
import { fromCredits } from './rules.ts'

/** An amount of credits as typed; at most three decimals. */
export const creditAmount = z
  .number()
  .refine((n) => fromCredits(n) !== null, 'must have at most three decimals')

/** What can be spent, and what unfinished messages hold; in credits. */
export const creditView = z.object({ balance: z.number(), held: z.number() })
export type CreditView = z.infer<typeof creditView>
