import { CHUNK_SIZE } from '#lib/messages/rules.ts'
import type { Capabilities, OutgoingSms } from '#lib/providers/provider.ts'
import { isPhoneHash } from '#lib/sms/phone-hash.ts'

type Batch = Capabilities['batch']

/** Recipients that one request carries; `differ`: each may get a text of their own. */
export function requestSize({ size, texts, differing = 1 }: Batch, differ: boolean): number {
  return Math.min(texts === 'one' && differ ? differing : size, CHUNK_SIZE)
}

/**
 * Cuts recipients into requests as the provider takes them: at most its batch, equal texts where it takes only one, and
 * hashed numbers apart where it takes another number of them.
 */
export function cutBatches<T extends { sms: OutgoingSms }>(
  items: readonly T[],
  batch: Batch,
  differ: boolean,
): T[][] {
  const mayDiffer = batch.texts === 'many' || batch.differing !== undefined
  const open = new Map<string, T[]>()
  const batches: T[][] = []
  for (const item of items) {
    const { to, text } = item.sms
    const apart = batch.hashed !== undefined && isPhoneHash(to) ? batch.hashed : null
    const key = apart === null ? (mayDiffer ? '' : text) : `hashed ${text}`
    const most = apart ?? requestSize(batch, differ)
    let request = open.get(key)
    if (!request || request.length >= most) {
      request = []
      batches.push(request)
      open.set(key, request)
    }
    request.push(item)
  }
  return batches
}
