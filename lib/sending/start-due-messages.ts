import { type Course, changeCourse, wakeWorkers } from '#lib/messages/store-control.ts'
import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { waitingLine } from '#lib/shared/waiting-line.ts'
import { type Due, findDue } from './store-halts.ts'

const start: Course = {
  from: ['scheduled'],
  to: 'sending',
  chunks: { waiting: 'open' },
  begins: true,
  due: 'come',
}
const ask = {
  from: ['scheduled'],
  to: 'needs_attention',
  chunks: {},
  reason: 'OVERDUE',
  due: 'come',
} satisfies Course
const askForSender: Course = { ...ask, reason: 'SENDER_NOT_APPROVED' }

/** Of messages that are due together so many are started at a time: one whose chunks are locked keeps no other waiting. */
const AT_ONCE = 4

/**
 * Starts every message whose time has come; one that is later than the grace period was missed by an outage, and whether
 * it may still leave is a person's decision. So is one whose sender was withdrawn meanwhile. `isTimeRight` is asked first, because a clock that was put forward makes
 * everything due. Returns how many were looked at.
 */
export async function startDueMessages(
  root: RootCtx,
  isTimeRight: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<number> {
  const due = await findDue(root)
  if (due.length === 0 || !(await isTimeRight())) return 0
  const line = waitingLine({ atOnce: AT_ONCE, inLine: Number.POSITIVE_INFINITY })
  await Promise.all(due.map((message) => line(() => startOne(root, message))))
  return due.length
}

async function startOne(root: RootCtx, { id, late, approved }: Due): Promise<void> {
  try {
    await inTx(root, (ctx) => changeCourse(ctx, id, late ? ask : approved ? start : askForSender))
    await wakeWorkers(root.pool)
  } catch (error) {
    root.log.error('a due message could not be started; it is tried again', {
      messageId: Number(id),
      error: String(error),
    })
  }
}
