import { z } from 'zod'

/** How sending through an account goes; figures are of the last 24 hours. */
export const accountHealthView = z.object({
  requests: z.int(),
  /** Of the requests those that went without trouble, be they taken or refused for their recipient; null where there were none. */
  successPercent: z.int().nullable(),
  medianMs: z.int().nullable(),
  lastSuccessAt: z.iso.datetime().nullable(),
  lastErrorAt: z.iso.datetime().nullable(),
  /** A code in capitals. */
  lastError: z.string().nullable(),
  /** It cannot be reached and is tried again by itself. */
  failingSince: z.iso.datetime().nullable(),
  /** Nothing leaves through it until a person has looked. */
  closed: z
    .object({ code: z.string(), said: z.string().nullable(), since: z.iso.datetime().nullable() })
    .nullable(),
})
export type AccountHealthView = z.infer<typeof accountHealthView>
