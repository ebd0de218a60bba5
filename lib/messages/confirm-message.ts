import type { RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { reachMemory } from './reach-memory.ts'
import type { Expected, MessageDetailView, SendInput } from './schema.ts'
import { sendMessage } from './send-message.ts'

/**
 * Sends what a person has just confirmed in the dashboard. Throws CONFLICT, field `expected`, when it has
 * meanwhile come to something else than the button said: a price was changed, somebody opted out. Otherwise as
 * `sendMessage`.
 */
export async function confirmMessage(
  root: RootCtx,
  input: SendInput,
  expected: Expected | null,
): Promise<MessageDetailView> {
  try {
    return await sendMessage(root, { ...input, ...(expected && { expected }) }, 'dashboard')
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONFLICT') reachMemory.forget()
    throw error
  }
}
