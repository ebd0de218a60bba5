import { z } from 'zod'
import { isTimeZone } from '#lib/shared/wall-time.ts'

/** When a message leaves, as it crosses the API. */

/** IANA name of the zone in which a time was chosen; it is shown, and read by nobody else. */
export const timeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, 'must be a time zone such as Africa/Nairobi')
  .optional()

/** ISO 8601 with its offset, so that nobody has to guess whose clock is meant. */
const instant = z.iso.datetime({ offset: true })

export const rescheduleBody = z.object({
  scheduledTime: instant.transform((text) => new Date(text)),
  timeZone,
})
