import { z } from 'zod'

const milliseconds = (standard: number) => z.int().min(0).max(3_600_000).default(standard)
const percent = () => z.number().min(0).max(100).default(0)

/** How the rehearsed provider behaves. Unless told it delivers everything, quickly. */
export const rehearsalSettings = z.object({
  /** Chance: the same seed, number and reference meet the same fate. Accounts with one seed share one rate. */
  seed: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'must be letters, digits, hyphens')
    .default('rehearsal'),
  /** Numbers in one request. */
  batchSize: z.int().min(1).max(100).default(1),

  latencyMs: milliseconds(20),
  jitterMs: milliseconds(10),
  /** Messages a second that the provider takes, then it answers 429; 0 for any number. */
  limitPerSecond: z.int().min(0).max(100_000).default(0),

  refusedPercent: percent(),
  refusedMessagePercent: percent(),
  refusedAccountPercent: percent(),
  /** Taken, but the answer never comes. */
  lostPercent: percent(),
  lostBy: z.enum(['silence', 'reset']).default('silence'),
  /** Answers that make no sense; half of these messages were taken. */
  malformedPercent: percent(),

  undeliveredPercent: percent(),
  expiredPercent: percent(),
  noReceiptPercent: percent(),
  receipts: z.enum(['both', 'push', 'poll', 'none']).default('both'),
  receiptDelayMs: milliseconds(1_000),
  receiptJitterMs: milliseconds(500),
  duplicatePercent: percent(),
  /** Receipts that come before the answer to the send, or before older news. */
  disorderPercent: percent(),

  /** Down for `outageSeconds` at the start of every such period; 0 for never. */
  outageEverySeconds: z.int().min(0).max(86_400).default(0),
  outageSeconds: z.int().min(0).max(86_400).default(0),
  outageBy: z.enum(['unavailable', 'reset', 'silence']).default('unavailable'),

  balance: z.number().min(0).default(100_000),
})

export type RehearsalSettings = z.infer<typeof rehearsalSettings>
