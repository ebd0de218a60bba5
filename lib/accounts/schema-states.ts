import { z } from 'zod'

/** Whether messages leave through an account. `failing` is tried again by itself, `closed` waits for a person. */
export const accountStateView = z.object({
  accountId: z.int(),
  name: z.string(),
  state: z.enum(['good', 'failing', 'closed']),
  /** Since when it is not good. */
  since: z.iso.datetime().nullable(),
})
export type AccountStateView = z.infer<typeof accountStateView>

export const accountStatesView = z.object({ accounts: z.array(accountStateView) })
export type AccountStatesView = z.infer<typeof accountStatesView>
