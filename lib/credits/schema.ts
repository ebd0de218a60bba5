import { z } from 'zod'

/** What can be spent, and what unfinished messages hold; in credits. */
export const creditView = z.object({ balance: z.number(), held: z.number() })
export type CreditView = z.infer<typeof creditView>
