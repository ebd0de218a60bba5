import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { type Course, changeCourse, findDue, wakeWorkers } from './store-control.ts'

/** A message that is later than this was missed by an outage: whether it may still leave is a person's decision. */
export const LATE_MS = 15 * 60_000

const start: Course = {
  from: ['scheduled'],
  to: 'sending',
  chunks: { waiting: 'open' },
  begins: true,
  due: true,
}
const ask: Course = { from: ['scheduled'], to: 'needs_attention', chunks: {}, reason: 'OVERDUE', due: true }

/** Starts every message whose time has come. Returns how many were looked at. */
export async function startDueMessages(root: RootCtx): Promise<number> {
  const due = await findDue(root, LATE_MS)
  for (const { id, late } of due) await inTx(root, (ctx) => changeCourse(ctx, id, late ? ask : start))
  if (due.length > 0) await wakeWorkers(root.pool)
  return due.length
}
