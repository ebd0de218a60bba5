import { z } from 'zod'

/** Whether this installation sends. */
export const sendingView = z.object({
  on: z.boolean(),
  /** RESTORED: an admin must say that this copy is the one that sends. STOPPED: somebody has used the switch. */
  off: z.enum(['RESTORED', 'STOPPED']).nullable(),
  since: z.iso.datetime().nullable(),
  /** Who has used the switch. */
  by: z.string().nullable(),
  /** What gave a copy away: IDENTITY, POSITION, BEAT, ERA, or COMMAND where an admin said so. */
  found: z.string().nullable(),
  /** After a restore: opt-outs and receipts that came later than this may be missing. */
  dataUntil: z.iso.datetime().nullable(),
})
export type SendingView = z.infer<typeof sendingView>
