import { confirmMessage } from '#lib/messages/confirm-message.ts'
import { previewMessage } from '#lib/messages/preview-message.ts'
import type { Ctx, RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import type { Answer, ConfirmedAnswer } from './schema.ts'
import { findConversation } from './store.ts'

/**
 * What an answer costs, and whether it can be sent at all; writes nothing. Throws NOT_FOUND and whatever refuses a
 * message.
 */
export async function previewAnswer(ctx: Ctx, answer: Answer): Promise<{ parts: number; credits: number }> {
  const { valid, parts, credits } = await previewMessage(ctx, await toMessage(ctx, answer))
  if (valid === 0) throw new AppError('NO_VALID_NUMBERS', { field: 'text' })
  return { parts, credits }
}

/**
 * Answers: a message to one person, by the ordinary plan, hold and intent. It is sent once however often it is confirmed.
 * Throws NOT_FOUND, CONFLICT where it does not cost what was shown, and whatever refuses a message.
 */
export async function answerConversation(
  root: RootCtx,
  { confirmation, credits, ...answer }: ConfirmedAnswer,
): Promise<{ uuid: string }> {
  const message = await toMessage(root, answer)
  const { uuid } = await confirmMessage(root, { ...message, confirmation }, { people: 1, credits })
  await recordAudit(root, { action: 'inbox.answer', target: `message:${uuid}` })
  return { uuid }
}

async function toMessage(ctx: Ctx, { id, text, sender, accountId }: Answer) {
  const conversation = await findConversation(ctx, id)
  if (!conversation) throw new AppError('NOT_FOUND')
  return {
    content: text,
    variables: {},
    sender,
    accountId,
    source: { kind: 'list' as const, recipients: [{ msisdn: `+${conversation.msisdn}` }] },
  }
}
