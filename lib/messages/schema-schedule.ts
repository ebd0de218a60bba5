import { z } from 'zod'
import { isTimeZone } from '#lib/shared/wall-time.ts'
import { readTime } from './rules-time.ts'

/** When a message leaves, as it crosses the API. */

const timeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, 'must be a time zone such as Africa/Nairobi')
  .nullish()
  .transform((zone) => zone ?? undefined)
  .describe(
    'IANA name of a time zone, such as `Asia/Bangkok`: what a `scheduledTime` without offset is read by, and what the screens show.',
  )

/** ISO 8601 with its offset, or a time on the clocks of `timeZone`, so that nobody has to guess whose clock is meant. */
const scheduledTime = z
  .string()
  .max(60)
  .meta({ format: 'date-time' })
  .describe(
    'When it leaves: ISO 8601 with its offset, as `2026-06-01T10:00:00+07:00`, or without one beside a `timeZone`. Of an hour that comes twice, because clocks are put back, the first.',
  )

type Chosen = { scheduledTime?: string | null | undefined; timeZone?: string | undefined }

/** Turns the chosen time into its instant, null where none was chosen. What is no time becomes INVALID_SCHEDULE. */
export function withInstant<T extends Chosen>(
  { scheduledTime: text, ...rest }: T,
  { addIssue }: z.core.$RefinementCtx,
): Omit<T, 'scheduledTime'> & { scheduledAt: Date | null } {
  if (text === undefined || text === null) return { ...rest, scheduledAt: null }
  const time = readTime(text, rest.timeZone)
  if (time instanceof Date) return { ...rest, scheduledAt: time }
  const params = { code: 'INVALID_SCHEDULE', problem: time }
  addIssue({ code: 'custom', path: ['scheduledTime'], params, input: text })
  return { ...rest, scheduledAt: null }
}

export const rescheduleBody = z
  .object({ scheduledTime, timeZone })
  .transform(withInstant)
  .transform(({ scheduledAt, ...rest }) => ({ ...rest, scheduledAt: scheduledAt as Date }))

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:00')

const days = z
  .array(z.int().min(1).max(7))
  .min(1)
  .max(7)
  .readonly()
  .default([1, 2, 3, 4, 5, 6, 7])
  .describe('Days of the week, 1 for Monday to 7 for Sunday; all where nothing is said.')

/** The hours in which it may leave, by each recipient's clock; see `SendWindow`. */
export const sendWindow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('market').describe('The hours and days of each recipient’s country.') }),
  z
    .object({
      kind: z.literal('hours').describe('Hours of your own.'),
      from: clock.describe('Begin, such as `08:00`.'),
      to: clock.or(z.literal('24:00')).describe('End on the same day, such as `20:00`; at most `24:00`.'),
      days,
    })
    .refine(({ from, to }) => from < to, {
      path: ['to'],
      message: 'must be later than from, on the same day',
    }),
])

/** Recipients a second: more than any account is worth nothing, but does no harm. */
export const ratePerSecond = z.int().min(1).max(100_000)

/** What may be said about how something leaves; what is left out is decided by the settings. */
export const leavingBody = {
  scheduledTime: scheduledTime.nullish(),
  timeZone,
  sendWindow: sendWindow
    .nullish()
    .describe(
      'Hours in which it may leave, by each recipient’s clock: those of the market, or your own. Null is at any hour; absent is what the settings say.',
    ),
  notAfter: z.iso
    .datetime({ offset: true })
    .nullish()
    .describe('Whoever has not been sent to by then is not sent to any more, and the credits come back.'),
  ratePerSecond: ratePerSecond
    .nullish()
    .describe('Recipients a second; null or absent is as fast as the account allows.'),
}
