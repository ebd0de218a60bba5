import { z } from 'zod'

const senderStatus = z.enum(['pending', 'approved', 'rejected'])

export const newSender = z.object({
  /** The account's name. */
  account: z.string().min(1),
  value: z.string().trim().min(1).max(40),
  approve: z.boolean().default(false),
})
export type NewSender = z.input<typeof newSender>

/** As the API lists it. */
export const senderView = z.object({
  name: z.string(),
  status: senderStatus,
  shared: z.boolean(),
  accountId: z.int(),
})
export type SenderView = z.infer<typeof senderView>

/** As the composer offers it. */
const senderOption = z.object({
  id: z.int(),
  value: z.string(),
  accountId: z.int(),
  accountName: z.string(),
})
export type SenderOption = z.infer<typeof senderOption>
