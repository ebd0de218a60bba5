import { openAccount } from '#lib/accounts/open-account.ts'
import type { Ctx, RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { confirmMessage } from './confirm-message.ts'
import { findOwnMessage, toMessageView } from './get-message.ts'
import { previewMessage } from './preview-message.ts'
import { doubtMs } from './rules-doubt.ts'
import { type ResendKind, resendKinds } from './rules-recipients.ts'
import type { Expected, MessageDetailView, SendInput } from './schema.ts'
import type { PreviewView } from './schema-preview.ts'
import { sendWindow } from './schema-schedule.ts'
import { sendMessage } from './send-message.ts'
import { findTotals } from './store-read.ts'

/** Which people of a message are sent to again; those who did not get it for certain unless told otherwise. */
type Selection = {
  kinds?: readonly ResendKind[] | undefined
  /** Only these of them. */
  seqs?: readonly number[] | undefined
}

/** What sending again would cost and whom it would reach, by the code that does it. Throws as `resendMessage`. */
export async function previewResend(ctx: Ctx, uuid: string, selection: Selection = {}): Promise<PreviewView> {
  return previewMessage(ctx, await resendInput(ctx, uuid, selection))
}

/**
 * Sends to the failed of a message again, or by a person's decision to those in doubt, as a new message with its own checks, price and hold. The former rows keep
 * their states, and each is sent to again once: whoever fails again does so in the new message. Throws NO_VALID_NUMBERS
 * when nobody is left, and as `sendMessage`; from the dashboard CONFLICT as `confirmMessage`.
 */
export async function resendMessage(
  root: RootCtx,
  uuid: string,
  how: Selection &
    (
      | { origin: 'api'; confirmation?: string | undefined }
      | { origin: 'dashboard'; confirmation: string; expected: Expected }
    ),
): Promise<MessageDetailView> {
  const input = { ...(await resendInput(root, uuid, how)), confirmation: how.confirmation }
  const made =
    how.origin === 'api'
      ? await sendMessage(root, input, 'api')
      : await confirmMessage(root, input, how.expected)
  if (how.kinds?.includes('unknown'))
    await recordAudit(root, {
      action: 'message.send-again',
      target: `message:${uuid}`,
      details: { people: made.total, as: made.uuid },
    })
  return made
}

async function resendInput(
  ctx: Ctx,
  uuid: string,
  { kinds = resendKinds, seqs }: Selection,
): Promise<SendInput> {
  const message = await findOwnMessage(ctx, uuid)
  const { counts } = toMessageView(message, (await findTotals(ctx, [message.id])).get(message.id))
  const people = kinds.reduce((sum, kind) => sum + counts[kind], 0)
  if (people === 0 || message.senderValue === null || message.accountId === null)
    throw new AppError('NO_VALID_NUMBERS')
  const { capabilities } = await openAccount(ctx, message.accountId)
  return {
    content: message.content,
    variables: message.variables as Record<string, string>,
    sender: message.senderValue,
    accountId: message.accountId,
    ...(message.name !== null && { name: message.name }),
    source: {
      kind: 'resend',
      messageId: Number(message.id),
      kinds: [...kinds],
      people: seqs?.length ?? people,
      ...(seqs && { seqs: [...seqs] }),
      doubtMs: doubtMs(capabilities),
    },
    resendOf: message.id,
    sendWindow: sendWindow.nullable().parse(message.sendWindow),
    ratePerSecond: message.ratePerSecond,
  }
}
