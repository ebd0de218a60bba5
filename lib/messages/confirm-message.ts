import type { RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { previewMessage } from './preview-message.ts'
import type { MessageDetailView, SendInput } from './schema.ts'
import { sendMessage } from './send-message.ts'
import { findConfirmed } from './store-write.ts'

/** What the person read on the button; credits. */
export type Expected = { people: number; credits: number }

/**
 * Sends what a person has just confirmed in the dashboard. Throws CONFLICT, field `expected`, when it has meanwhile come
 * to something else than the button said: a price was changed, somebody opted out. Otherwise as `sendMessage`.
 */
export async function confirmMessage(
  root: RootCtx,
  input: SendInput,
  expected: Expected | null,
): Promise<MessageDetailView> {
  // What was sent under this confirmation before is only shown again.
  const isRepeated =
    input.confirmation !== undefined && (await findConfirmed(root, input.confirmation)) !== null
  if (expected && !isRepeated) {
    const { valid, credits } = await previewMessage(root, input)
    if (valid !== expected.people || credits !== expected.credits)
      throw new AppError('CONFLICT', { field: 'expected' })
  }
  return sendMessage(root, input, 'dashboard')
}
