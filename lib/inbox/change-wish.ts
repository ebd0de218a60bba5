import { addSuppressions } from '#lib/contacts/add-suppressions.ts'
import { findSuppression } from '#lib/contacts/find-suppression.ts'
import { removeSuppression } from '#lib/contacts/remove-suppression.ts'
import type { Ctx, RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { findConversation } from './store.ts'

/** Stops texts to whoever wrote, because a person understood it so. Throws NOT_FOUND. */
export async function stopTexts(root: RootCtx, { id }: { id: number }): Promise<void> {
  const msisdn = await numberOf(root, id)
  await addSuppressions(root, { msisdns: [`+${msisdn}`], reason: 'opt_out' }, '')
}

/** Lets whoever wrote be texted again, and keeps why. Throws NOT_FOUND, also where nothing was stopped. */
export async function allowTexts(
  root: RootCtx,
  { id, reason }: { id: number; reason: string },
): Promise<void> {
  const suppression = await findSuppression(root, await numberOf(root, id))
  if (!suppression) throw new AppError('NOT_FOUND')
  await removeSuppression(root, suppression.id, { reason })
}

async function numberOf(ctx: Ctx, id: number): Promise<string> {
  const conversation = await findConversation(ctx, id)
  if (!conversation) throw new AppError('NOT_FOUND')
  return conversation.msisdn
}
