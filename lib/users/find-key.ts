import { createHash, timingSafeEqual } from 'node:crypto'
import type { Actor, Ctx } from '#lib/platform/ctx.ts'
import { isAllowedAddress } from '#lib/platform/networks.ts'
import { AppError } from '#lib/shared/errors.ts'
import * as store from './store-keys.ts'

const form = /^lw_([a-z0-9]{8})_[A-Za-z0-9_-]{43}$/

/** What is kept of a key. Its secret is 256 random bits, so a plain hash cannot be turned round by guessing. */
export const keyHash = (key: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(key).digest())

/** `ratePerSecond` is null where the key has no rate of its own. */
type FoundKey = { actor: Extract<Actor, { kind: 'key' }>; ratePerSecond: number | null }

/**
 * Who acts with this API key, or null if it is unknown, revoked or past its time, or its owner may not sign in. Throws
 * FORBIDDEN when it is right and used from a network that it is not meant for.
 */
export async function findKeyActor(ctx: Ctx, key: string, ip: string | null): Promise<FoundKey | null> {
  const prefix = form.exec(key)?.[1]
  if (!prefix) return null
  const live = await store.findLiveKey(ctx, prefix)
  if (!live || !timingSafeEqual(keyHash(key), live.hash)) return null
  if (!isAllowedAddress(ip, live.allowedAddresses))
    throw new AppError('FORBIDDEN', { params: { name: 'address' } })
  if (live.stale) await store.touchKey(ctx, live.apiKeyId)
  const { apiKeyId, userId, role, scopes, ratePerSecond } = live
  return { actor: { kind: 'key', apiKeyId, userId, role, scopes, ip }, ratePerSecond }
}
