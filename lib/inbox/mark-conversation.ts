import type { RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import * as store from './store.ts'

/** Says that a conversation was read, or has to be read again. Throws NOT_FOUND. */
export async function markConversation(
  root: RootCtx,
  { id, read }: { id: number; read: boolean },
): Promise<void> {
  if (!(await store.setUnread(root, id, read ? 0 : 1))) throw new AppError('NOT_FOUND')
  await recordAudit(root, { action: read ? 'inbox.read' : 'inbox.unread', target: `conversation:${id}` })
}
