import { createHash } from 'node:crypto'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { inTx } from '#lib/platform/ctx.ts'
import { queueOf } from '#lib/queue/open-queue.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { getMessageById } from './get-message.ts'
import { planJob } from './jobs.ts'
import { planMessage } from './plan-message.ts'
import { prepareMessage } from './prepare-message.ts'
import { keepSource, sourceSize } from './read-source.ts'
import { PLAN_IN_REQUEST, UNDO_MS } from './rules.ts'
import type { MessageDetailView, SendInput } from './schema.ts'
import * as store from './store-write.ts'

/**
 * Confirms a message: freezes what is sent to whom, plans it and holds its credits. Answers when plan and hold are
 * committed; short lists are planned here, longer ones by a worker. Messages from the dashboard can be called back for
 * ten seconds before the first one leaves.
 */
export async function sendMessage(
  root: RootCtx,
  input: SendInput,
  origin: 'dashboard' | 'api',
): Promise<MessageDetailView> {
  if (root.actor.kind === 'system') throw new AppError('FORBIDDEN')
  const { account, sender } = await prepareMessage(root, input)
  if (!sender) throw new AppError('UNKNOWN_SENDER', { field: 'sender', params: { sender: input.sender } })
  checkSchedule(input, root.now())
  const { userId } = root.actor
  const source = await keepSource(root, input.source)
  const message = await inTx(root, async (ctx) => {
    const created = await store.insertMessage(ctx, {
      userId,
      apiKeyId: ctx.actor.kind === 'key' ? ctx.actor.apiKeyId : null,
      origin,
      name: input.name ?? null,
      content: input.content,
      variables: input.variables,
      contentHash: createHash('sha256').update(input.content).digest('hex'),
      accountId: account.id,
      senderId: sender.id,
      senderValue: sender.value,
      source,
      scheduledAt: input.scheduledAt ?? null,
      timeZone: input.timeZone ?? null,
      undoMs: origin === 'dashboard' ? UNDO_MS : 0,
    })
    await recordAudit(ctx, { action: 'message.send', target: `message:${created.uuid}` })
    return created
  })
  try {
    if (sourceSize(source) <= PLAN_IN_REQUEST) await planMessage(root, message.id)
    else await planByWorker(root, message.id)
  } catch (error) {
    if (error instanceof AppError) await forgetRefused(root, message, error)
    throw error
  }
  return getMessageById(root, message.id)
}

/** What was refused leaves no message behind, only the trace in the audit log. */
function forgetRefused(root: RootCtx, message: { id: number; uuid: string }, error: AppError): Promise<void> {
  return inTx(root, async (ctx) => {
    if (await store.deleteDraft(ctx, message.id))
      await recordAudit(ctx, {
        action: 'message.refuse',
        target: `message:${message.uuid}`,
        details: { code: error.code },
      })
  })
}

function checkSchedule(input: SendInput, now: Date): void {
  if (input.scheduledAt && input.scheduledAt <= now)
    throw new AppError('INVALID_SCHEDULE', { field: 'scheduledTime', params: { problem: 'past' } })
}

/** Asks a worker and waits until its plan has committed or failed; whatever the plan refuses is refused here. */
async function planByWorker(root: RootCtx, messageId: number): Promise<void> {
  const queue = await queueOf(root.pool, (error) => root.log.error('queue', { error: String(error) }))
  await queue.enqueue(planJob, { messageId })
  for (let waited = 0; ; waited += 100) {
    const planning = await store.findPlanning(root, messageId)
    if (planning === 'planned') return
    if (planning !== 'planning') throw planning
    await new Promise((resolve) => setTimeout(resolve, Math.min(100 + waited / 20, 1000)))
  }
}
