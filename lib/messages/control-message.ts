import { toCredits } from '#lib/credits/rules.ts'
import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { queueOf } from '#lib/queue/open-queue.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { findOwnMessage, getMessageById } from './get-message.ts'
import { planJob } from './jobs.ts'
import { planMessage } from './plan-message.ts'
import { parseSource, sourceSize } from './read-source.ts'
import { controlStates, type MessageState, PLAN_IN_REQUEST } from './rules.ts'
import type { MessageDetailView } from './schema.ts'
import {
  type Course,
  changeCourse,
  mayItsSender,
  planAgain,
  requestCancel,
  unmarkAccount,
  wakeWorkers,
} from './store-control.ts'
import { findMessageToPlan } from './store-plan.ts'
import type { MessageRow } from './store-read.ts'

const all = { waiting: 'closing', open: 'closing', held: 'closing' } as const

/** Calls a message back before anything of it has left, and gives its credits back. */
export async function cancelMessage(
  root: RootCtx,
  uuid: string,
): Promise<{ uuid: string; status: 'cancelled'; refunded: number }> {
  const message = await findOwnMessage(root, uuid)
  const done = await change(root, message, 'message.cancel', {
    from: controlStates.cancel,
    to: 'cancelled',
    chunks: all,
    notBegun: true,
    ends: true,
  })
  if (!done) throw cancelRefusal(await findOwnMessage(root, uuid))
  return { uuid, status: 'cancelled', refunded: toCredits(Number(message.hold)) }
}

/** Why a message cannot be cancelled, as the API's contract names it. */
export function cancelRefusal(message: Pick<MessageRow, 'state' | 'scheduledAt'>): AppError {
  if (message.state === 'cancelled') return new AppError('ALREADY_CANCELLED')
  const finished = message.state === 'sent' || message.state === 'failed'
  return new AppError(finished && message.scheduledAt === null ? 'NOT_SCHEDULED' : 'ALREADY_PROCESSING')
}

/** Stops what is being sent: after the answer nothing more leaves; what had left stays counted. */
export async function stopMessage(root: RootCtx, uuid: string): Promise<MessageDetailView> {
  const message = await findOwnMessage(root, uuid)
  if (message.state === 'planning') {
    return inTx(root, async (ctx) => {
      if (!(await requestCancel(ctx, message.id))) throw new AppError('CONFLICT')
      await recordAudit(ctx, { action: 'message.stop', target: `message:${uuid}` })
      return getMessageById(ctx, Number(message.id))
    })
  }
  const done = await change(root, message, 'message.stop', {
    from: controlStates.stop.filter((state) => state !== 'planning'),
    to: 'cancelled',
    chunks: all,
    ends: true,
  })
  if (!done) throw moveRefusal(await findOwnMessage(root, uuid))
  return getMessageById(root, Number(message.id))
}

/** Holds back what has not left yet. */
export async function pauseMessage(root: RootCtx, uuid: string): Promise<MessageDetailView> {
  const message = await findOwnMessage(root, uuid)
  const course: Course = { from: controlStates.pause, to: 'paused', chunks: { open: 'held' } }
  if (!(await change(root, message, 'message.pause', course)))
    throw moveRefusal(await findOwnMessage(root, uuid))
  return getMessageById(root, Number(message.id))
}

/** What has not begun when somebody lets it go on leaves at its time, where that is still to come. */
const atItsTime: Course = {
  from: ['needs_attention'],
  to: 'scheduled',
  chunks: {},
  begins: true,
  planned: true,
  notBegun: true,
  due: 'to come',
}
const atOnce: Course = {
  from: controlStates.resume,
  to: 'sending',
  chunks: { held: 'open', waiting: 'open' },
  begins: true,
  planned: true,
}

/**
 * Lets a paused message, or one that needed attention, go on: at its time if that is still to come, else at once. Whoever
 * resumes has looked: an account that was closed because it failed is opened again. A plan that was left behind is made
 * again. Throws SENDING_IS_OFF, and SENDER_NOT_APPROVED where its sender was withdrawn.
 */
export async function resumeMessage(root: RootCtx, uuid: string): Promise<MessageDetailView> {
  const message = await findOwnMessage(root, uuid)
  const id = Number(message.id)
  if (
    (controlStates.resume as readonly string[]).includes(message.state) &&
    !(await mayItsSender(root, message.id))
  )
    throw new AppError('SENDER_NOT_APPROVED', { params: { sender: message.senderValue ?? 'none' } })
  for (const course of [atItsTime, atOnce])
    if (await resumeWith(root, message, course)) return getMessageById(root, id)
  const again = await inTx(root, async (ctx) => {
    if (!(await planAgain(ctx, message.id))) return false
    await recordAudit(ctx, { action: 'message.resume', target: `message:${uuid}` })
    return true
  })
  if (!again) throw moveRefusal(await findOwnMessage(root, uuid))
  await planAgainSomewhere(root, id)
  return getMessageById(root, id)
}

/** Here if it is short, else by a worker; then the answer does not wait for it. */
async function planAgainSomewhere(root: RootCtx, id: number): Promise<void> {
  const message = await findMessageToPlan(root, id)
  if (message && sourceSize(parseSource(message.source)) > PLAN_IN_REQUEST) {
    const queue = await queueOf(root.pool, (error) => root.log.error('queue', { error: String(error) }))
    await queue.enqueue(planJob, { messageId: id })
  } else await planMessage(root, id)
}

async function resumeWith(root: RootCtx, message: MessageRow, course: Course): Promise<boolean> {
  const done = await inTx(root, async (ctx) => {
    if (!(await changeCourse(ctx, message.id, course))) return false
    await recordAudit(ctx, { action: 'message.resume', target: `message:${message.uuid}` })
    if (message.accountId !== null && (await unmarkAccount(ctx, message.accountId)))
      await recordAudit(ctx, { action: 'account.reopen', target: `account:${message.accountId}` })
    return true
  })
  if (done) await wakeWorkers(root.pool)
  return done
}

async function change(root: RootCtx, message: MessageRow, action: string, course: Course): Promise<boolean> {
  const done = await inTx(root, async (ctx) => {
    if (!(await changeCourse(ctx, message.id, course))) return false
    await recordAudit(ctx, { action, target: `message:${message.uuid}` })
    return true
  })
  if (done) await wakeWorkers(root.pool)
  return done
}

const moveRefusal = ({ state }: Pick<MessageRow, 'state'>): AppError =>
  new AppError((state as MessageState) === 'cancelled' ? 'ALREADY_CANCELLED' : 'CONFLICT', {
    params: { state },
  })
