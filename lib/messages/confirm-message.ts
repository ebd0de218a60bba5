import type { RootCtx } from '#lib/platform/ctx.ts'
import type { Expected, MessageDetailView, SendInput } from './schema.ts'
import { sendMessage } from './send-message.ts'

/**
 * Sends what a person has just confirmed in the dashboard. Throws CONFLICT, field `expected`, when it has
 * meanwhile come to something else than the button said: a price was changed, somebody opted out. Otherwise as
 * `sendMessage`.
 */
export const confirmMessage = (
  root: RootCtx,
  input: SendInput,
  expected: Expected | null,
): Promise<MessageDetailView> => sendMessage(root, { ...input, ...(expected && { expected }) }, 'dashboard')
