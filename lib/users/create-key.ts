import { randomBytes } from 'node:crypto'
import { actorIds, type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { isAddressOrBlock } from '#lib/platform/networks.ts'
import { AppError } from '#lib/shared/errors.ts'
import { keyHash } from './find-key.ts'
import { recordAudit } from './record-audit.ts'
import { type KeyView, type NewKey, newKey, toKeyView } from './schema.ts'
import * as store from './store.ts'
import * as keys from './store-keys.ts'

/** `key` is `lw_<prefix>_<secret>`. It is never to be seen again: only its hash is kept. */
export type CreatedKey = { key: string; view: KeyView }

/**
 * Makes an API key. It belongs to `owner`, else to whoever makes it, else (command line) to the first admin, and can never
 * do more than its owner's role. Throws NOT_FOUND at `owner`, INVALID_REQUEST when it would have ended already.
 */
export async function createKey(root: RootCtx, input: NewKey): Promise<CreatedKey> {
  const { name, scopes, expiresAt, owner, allowedAddresses, ratePerSecond } = newKey.parse(input)
  const ends = expiresAt === undefined ? null : new Date(expiresAt)
  if (ends && ends <= root.now()) {
    throw new AppError('INVALID_REQUEST', { field: 'expiresAt', params: { problem: 'past' } })
  }
  if (!allowedAddresses.every(isAddressOrBlock)) {
    throw new AppError('INVALID_REQUEST', { field: 'allowedAddresses', params: { problem: 'networks' } })
  }
  return inTx(root, async (ctx) => {
    const user = await ownerOf(ctx, owner)
    const { key, prefix } = newSecret()
    const row = await keys.insertKey(ctx, {
      userId: user.id,
      name,
      prefix,
      hash: keyHash(key),
      scopes: [...new Set(scopes)],
      allowedAddresses: [...new Set(allowedAddresses)],
      ratePerSecond,
      expiresAt: ends,
    })
    await recordAudit(ctx, {
      action: 'key.create',
      target: `key:${row.id}`,
      details: { scopes: row.scopes, owner: user.id, ratePerSecond },
    })
    return { key, view: toKeyView(row) }
  })
}

async function ownerOf(ctx: Ctx, owner: string | undefined): Promise<store.UserRow> {
  const { userId } = actorIds(ctx.actor)
  const user =
    owner !== undefined
      ? await store.findUserByEmail(ctx, owner)
      : userId === null
        ? await store.findFirstAdmin(ctx)
        : await store.findUser(ctx, userId)
  if (user) return user
  const params: Record<string, string> =
    owner === undefined ? { reason: 'NO_ADMINISTRATOR' } : { name: owner }
  throw new AppError('NOT_FOUND', { field: 'owner', params })
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567'

function newSecret(): { key: string; prefix: string } {
  const prefix = [...randomBytes(8)].map((byte) => letters[byte % letters.length]).join('')
  return { key: `lw_${prefix}_${randomBytes(32).toString('base64url')}`, prefix }
}
