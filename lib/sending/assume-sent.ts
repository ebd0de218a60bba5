import { openAccount } from '#lib/accounts/open-account.ts'
import { findOwnMessage } from '#lib/messages/get-message.ts'
import { doubtMs } from '#lib/messages/rules-doubt.ts'
import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { countUnknown, findChunksInDoubt, resolveAsSent } from './store-doubts.ts'

/** Chunks per transaction: while one books, everybody else who books waits for it. A second's worth. */
const AT_ONCE = 20

/**
 * A person's word that those of unknown outcome were sent, all of a message or one: they count as accepted and are billed.
 * Nothing leaves. Answers how many that were, and how many were in doubt for too short a time, because their request may
 * still be on its way. Throws CONFLICT, field `doubt`, when there is nobody to decide about.
 */
export async function assumeSent(
  root: RootCtx,
  uuid: string,
  { seq = null }: { seq?: number | null } = {},
): Promise<{ uuid: string; changed: number; left: number }> {
  const message = await findOwnMessage(root, uuid)
  if (message.accountId === null) throw new AppError('CONFLICT', { field: 'doubt' })
  const { capabilities } = await openAccount(root, message.accountId)
  const olderThanMs = doubtMs(capabilities)
  const chunkNos = await findChunksInDoubt(root, message.id, seq)
  let changed = 0
  for (let from = 0; from < chunkNos.length; from += AT_ONCE)
    changed += await inTx(root, async (ctx) => {
      const part = { chunkNos: chunkNos.slice(from, from + AT_ONCE), seq, olderThanMs }
      const people = await resolveAsSent(ctx, message.id, part)
      if (people > 0)
        await recordAudit(ctx, {
          action: 'message.assume-sent',
          target: `message:${uuid}`,
          details: { people },
        })
      return people
    })
  if (changed === 0) throw new AppError('CONFLICT', { field: 'doubt' })
  return { uuid, changed, left: await countUnknown(root, message.id) }
}
