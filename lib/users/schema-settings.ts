import { z } from 'zod'

/** What an admin may set. Everything else is decided by the code. */
export const settings = z.object({
  /** Whether fixed lines are sent to; where not, they are left out of the plan with the reason LANDLINE. */
  keepLandlines: z.boolean(),
  /** ISO 3166-1 alpha-2; numbers of other countries are left out of the plan. Empty: no such list. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(250),
  /** People from which the number has to be typed before a message from the dashboard leaves. */
  typeNumberFrom: z.int().min(2).max(10_000_000),
  /** People from which an administrator who did not write a message has to approve it; null: nobody has to. */
  approvalFrom: z.int().min(2).max(10_000_000).nullable(),
  /** Whether that holds for messages from the API as well. */
  approvalApi: z.boolean(),
  /** Seconds for which a message from the dashboard can be called back before its first row leaves. */
  undoSeconds: z.int().min(0).max(600),
  /** Hours after a chunk was sent during which receipts are awaited. */
  receiptWindowHours: z.int().min(1).max(720),
  /** So many percent of refusals among the last `haltAmong` outcomes of a message stop it. */
  haltPercent: z.int().min(1).max(100),
  haltAmong: z.int().min(10).max(10_000),
  /** A reply that is one of these and nothing else is an opt-out, whatever its capitals. */
  optOutWords: z.array(z.string().trim().min(1).max(40)).max(100),
  /** Whether a message without a send window of its own keeps to the quiet hours of its recipients' country. */
  quietHoursDashboard: z.boolean(),
  quietHoursApi: z.boolean(),
})
export type Settings = z.output<typeof settings>

/** Some of them, as a screen sends them. */
export const someSettings = settings.partial()
export type SomeSettings = z.output<typeof someSettings>
