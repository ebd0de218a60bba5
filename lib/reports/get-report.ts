import { toCredits } from '#lib/credits/rules.ts'
import { countGroups } from '#lib/messages/rules-recipients.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { dayAfter, dayBegins, dayIn } from '#lib/shared/day-begins.ts'
import { AppError } from '#lib/shared/errors.ts'
import { isTimeZone } from '#lib/shared/wall-time.ts'
import { readerOf } from '#lib/users/reader-of.ts'
import { daysBetween, isPeriod, MOST_DAYS, periodsBetween, spanOf } from './rules.ts'
import { type ReportQuery, type ReportRow, type ReportView, reportView } from './schema.ts'
import * as store from './store.ts'

const USUAL_DAYS = 30

/**
 * Spend and delivery of the messages that began on some days, from the counters of their chunks. Operators see their own.
 * Periods come in their order, everything else dearest first. Throws INVALID_REQUEST for days or a zone that do not exist,
 * and for more than two years.
 */
export async function getReport(ctx: Ctx, query: ReportQuery, reader = readerOf(ctx)): Promise<ReportView> {
  const { by, timeZone } = query
  if (!isTimeZone(timeZone)) throw new AppError('INVALID_REQUEST', { field: 'timeZone' })
  const to = query.to ?? dayIn(ctx.now(), timeZone)
  const from = query.from ?? dayAfter(to, 1 - USUAL_DAYS)
  const span = spanOf({ from, to }, timeZone)
  if (!span || daysBetween(from, to) > MOST_DAYS) throw new AppError('INVALID_REQUEST', { field: 'from' })
  const filter = { ...span, userId: reader }
  const periods = isPeriod(by) ? periodsBetween(from, to, by) : []
  const begins = periods.map((day) => dayBegins(day, timeZone) as Date)
  const [found, messages] = await Promise.all([
    store.sumFigures(ctx, isPeriod(by) ? begins : by, filter),
    store.countStarted(ctx, filter),
  ])
  const settled = found.reduce((sum, row) => sum + row.settled, 0)
  const rows = isPeriod(by)
    ? periods.map((key, i) => ({ ...toRow(found.find((row) => row.key === String(i + 1)) ?? none), key }))
    : found.map(toRow).sort((a, b) => b.spent - a.spent || b.people - a.people || a.key.localeCompare(b.key))
  return reportView.parse({
    ...{ by, from, to, timeZone, rows },
    total: { ...sumOf(rows), messages, spent: toCredits(settled) },
  })
}

const none: store.FigureRow = {
  ...{ key: '', label: null, messages: 0, queued: 0, unknown: 0, accepted: 0, rejected: 0, blocked: 0 },
  ...{ undelivered: 0, expired: 0, delivered: 0, cancelled: 0, no_receipt: 0, settled: 0 },
}

const counted = ['people', 'delivered', 'notReached', 'onTheWay', 'doubtful', 'leftOut'] as const

const sumOf = (rows: readonly ReportRow[]) =>
  Object.fromEntries(counted.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)]))

function toRow({ key, label, messages, settled, no_receipt, ...counts }: store.FigureRow): ReportRow {
  const groups = countGroups({ counts, noReceipt: no_receipt })
  return {
    ...{ key, label, messages, spent: toCredits(settled) },
    people: Object.values(groups).reduce((sum, n) => sum + n, 0),
    delivered: groups.delivered,
    notReached: groups.not_reached,
    onTheWay: groups.on_the_way,
    doubtful: groups.doubtful,
    leftOut: groups.left_out,
  }
}
