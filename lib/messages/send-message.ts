import { createHash } from 'node:crypto'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { inTx } from '#lib/platform/ctx.ts'
import { queueOf } from '#lib/queue/open-queue.ts'
import { AppError } from '#lib/shared/errors.ts'
import { parseTemplate } from '#lib/sms/placeholders.ts'
import { readSettings } from '#lib/users/read-settings.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import type { Settings } from '#lib/users/schema-settings.ts'
import { freezeSource } from './freeze-source.ts'
import { getMessageById } from './get-message.ts'
import { planJob } from './jobs.ts'
import { planMessage } from './plan-message.ts'
import { prepareMessage } from './prepare-message.ts'
import { sourceSize } from './read-source.ts'
import { PLAN_IN_REQUEST } from './rules.ts'
import type { MessageDetailView, SendInput } from './schema.ts'
import * as store from './store-write.ts'

/**
 * Confirms a message: freezes what is sent to whom, plans it and holds its credits. Answers when plan and hold are
 * committed; short lists are planned here, longer ones by a worker. Who watches the plan may get
 * the message in the state `planning` and asks again under the same confirmation. Messages from the dashboard can be called back for
 * some seconds, a setting, before the first one leaves; a test leaves at once.
 */
export async function sendMessage(
  root: RootCtx,
  input: SendInput,
  origin: 'dashboard' | 'api',
): Promise<MessageDetailView> {
  if (root.actor.kind === 'system') throw new AppError('FORBIDDEN')
  const before = await findConfirmed(root, input)
  if (before) return before
  const { account, sender, content } = await prepareMessage(root, input)
  if (!sender) throw new AppError('UNKNOWN_SENDER', { field: 'sender', params: { sender: input.sender } })
  checkSchedule(input, root.now())
  const { userId } = root.actor
  const { source, exclude } = await freezePeople(root, input, content)
  const settings = await readSettings(root)
  const message = await insertOnce(root, {
    userId,
    apiKeyId: root.actor.kind === 'key' ? root.actor.apiKeyId : null,
    origin,
    name: input.name ?? null,
    // The text as it leaves is what is frozen, with the account's line about how to stop.
    content,
    variables: input.variables,
    contentHash: hashOf(content),
    accountId: account.id,
    senderId: sender.id,
    senderValue: sender.value,
    source,
    exclude,
    templateId: input.templateId ?? null,
    scheduledAt: input.scheduledAt ?? null,
    timeZone: input.timeZone ?? null,
    sendWindow: windowOf(input, origin, settings) ?? null,
    notAfter: input.notAfter ?? null,
    ratePerSecond: input.ratePerSecond ?? null,
    undoMs: origin === 'dashboard' && !input.atOnce ? settings.undoSeconds * 1000 : 0,
    confirmation: input.confirmation ?? null,
    resendOf: input.resendOf ?? null,
    ...(input.expected && { expected: input.expected }),
  })
  // Pressed twice at once: the other press was a moment earlier.
  if (!message) return sendMessage(root, input, origin)
  try {
    if (sourceSize(source) <= PLAN_IN_REQUEST) await planMessage(root, message.id)
    else await planByWorker(root, message.id, waitMs(input))
  } catch (error) {
    if (error instanceof AppError) await forgetRefused(root, message, error)
    throw error
  }
  return getMessageById(root, message.id)
}

const windowOf = ({ sendWindow }: SendInput, origin: 'dashboard' | 'api', settings: Settings) =>
  sendWindow === undefined && origin === 'api' && settings.quietHoursApi
    ? ({ kind: 'market' } as const)
    : sendWindow

/** Whom it goes to and who is left out, as they are at this moment. */
async function freezePeople(root: RootCtx, { source, exclude = [] }: SendInput, content: string) {
  const withValues = parseTemplate(content).placeholders.length > 0
  return {
    source: await freezeSource(root, source, { withValues }),
    exclude: await Promise.all(exclude.map((one) => freezeSource(root, one, { withValues: false }))),
  }
}

/** Null when another press of the same button was faster. */
const insertOnce = (root: RootCtx, data: Parameters<typeof store.insertMessage>[1]) =>
  inTx(root, async (ctx) => {
    const created = await store.insertMessage(ctx, data)
    await recordAudit(ctx, { action: 'message.send', target: `message:${created.uuid}` })
    return created
  }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'ALREADY_EXISTS') return null
    throw error
  })

/**
 * The message that the same confirmation has made before, once it is planned; whatever refuses it is refused here too.
 * Null when there is none. Throws CONFLICT when it says something else, or belongs to somebody else.
 */
async function findConfirmed(root: RootCtx, input: SendInput): Promise<MessageDetailView | null> {
  const made = input.confirmation ? await store.findConfirmed(root, input.confirmation) : null
  if (!made || root.actor.kind === 'system') return null
  // What was frozen may end with the account's line about how to stop.
  if (made.userId !== root.actor.userId || !made.content.startsWith(input.content ?? ''))
    throw new AppError('CONFLICT')
  const message = { id: Number(made.id), uuid: made.uuid }
  const isThere = await waitForPlan(root, message.id, waitMs(input)).catch(async (error: unknown) => {
    if (error instanceof AppError) await forgetRefused(root, message, error)
    throw error
  })
  return isThere ? getMessageById(root, message.id) : null
}

const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex')

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

function checkSchedule({ scheduledAt, notAfter }: SendInput, now: Date): void {
  const invalid = (field: string, problem: string) =>
    new AppError('INVALID_SCHEDULE', { field, params: { problem } })
  if (scheduledAt && scheduledAt <= now) throw invalid('scheduledTime', 'past')
  if (notAfter && notAfter <= (scheduledAt ?? now)) throw invalid('notAfter', 'validity')
}

/** Asks a worker and waits for its plan; whatever the plan refuses is refused here. */
async function planByWorker(root: RootCtx, messageId: number, forMs: number): Promise<void> {
  const queue = await queueOf(root.pool, (error) => root.log.error('queue', { error: String(error) }))
  await queue.enqueue(planJob, { messageId })
  await waitForPlan(root, messageId, forMs)
}

/** How long a plan is waited for: who watches it sees it move instead. */
const waitMs = ({ watched }: SendInput): number => (watched ? 1500 : Number.POSITIVE_INFINITY)

/** Waits for a plan that somebody else makes and throws what it refuses; false when the message is gone by then. */
async function waitForPlan(root: RootCtx, messageId: number, forMs: number): Promise<boolean> {
  for (let waited = 0; waited < forMs; waited += 100) {
    const planning = await store.findPlanning(root, messageId)
    if (planning === 'planned' || planning === 'gone') return planning === 'planned'
    if (planning !== 'planning') throw planning
    await new Promise((resolve) => setTimeout(resolve, Math.min(100 + waited / 20, 1000)))
  }
  return true
}
