import { z } from 'zod'
import { reportKeys } from './rules.ts'

const day = z.iso.date()

/** Which messages are reported on: those that began to leave on these days, both counted, as the zone has them. */
export const reportQuery = z.object({
  by: z.enum(reportKeys).default('day').describe('What the rows stand for.'),
  from: day.optional().describe('The first day, as `2026-11-01`; without it the one 29 days before `to`.'),
  to: day.optional().describe('The last day, which counts too; without it today.'),
  timeZone: z.string().max(60).default('UTC').describe('IANA name of the zone whose days are meant.'),
})
export type ReportQuery = z.infer<typeof reportQuery>

const count = z.int()

const figures = {
  messages: count,
  /** people = delivered + notReached + onTheWay + doubtful + leftOut */
  people: count,
  delivered: count,
  notReached: count,
  onTheWay: count,
  doubtful: count,
  leftOut: count,
  /** In credits; what is held is not spent yet. */
  spent: z.number(),
}

/**
 * Spend and delivery. `key` is a period's first day, a sender, the id of an account or a user, or an ISO country code;
 * empty where it is not known. `label` is its name where it has one.
 */
export const reportView = z.object({
  by: z.enum(reportKeys),
  from: day,
  to: day,
  timeZone: z.string(),
  rows: z.array(z.object({ key: z.string(), label: z.string().nullable(), ...figures })),
  total: z.object(figures),
})
export type ReportView = z.infer<typeof reportView>
export type ReportRow = ReportView['rows'][number]
