import { actorIds, type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { suppressionKey } from '#lib/sms/phone-hash.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { readNumbers } from './read-number.ts'
import { type AddedSuppressions, type NewSuppressions, newSuppressions } from './schema-suppressions.ts'
import * as store from './store-suppressions.ts'

/**
 * Stops texts to these people, from now on and also in messages that are going out. Who is stopped already stays as they
 * are. Throws UNKNOWN_SENDER.
 */
export const addSuppressions = (
  root: RootCtx,
  input: NewSuppressions,
  defaultCountry: string,
): Promise<AddedSuppressions> => inTx(root, (ctx) => addSuppressionsIn(ctx, input, defaultCountry))

/** The same inside a transaction of the caller. */
export async function addSuppressionsIn(
  ctx: Ctx,
  input: NewSuppressions,
  defaultCountry: string,
): Promise<AddedSuppressions> {
  const { msisdns, reason, note, senderId } = newSuppressions.parse(input)
  const { numbers, refused } = readNumbers(msisdns, defaultCountry)
  // A number and its own hash are one person: the number is worth more.
  const byKey = new Map<string, string | null>()
  for (const { msisdn } of numbers) {
    const key = suppressionKey(msisdn)
    if (!byKey.get(key)) byKey.set(key, msisdn.length < 64 ? msisdn : null)
  }
  if (senderId !== undefined && !(await store.senderExists(ctx, senderId)))
    throw new AppError('UNKNOWN_SENDER', { field: 'senderId' })
  const added = await store.insertSuppressions(
    ctx,
    [...byKey].map(([key, msisdn]) => ({ key, msisdn, note: note || null })),
    { senderId: senderId ?? null, reason, createdBy: actorIds(ctx.actor).userId },
  )
  await recordAudit(ctx, { action: 'suppression.add', details: { count: added, reason } })
  return { added, already: byKey.size - added, refused }
}
