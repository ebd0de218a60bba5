import { createHash, timingSafeEqual } from 'node:crypto'
import { AppError } from '#lib/shared/errors.ts'
import { type Fields, fieldsOf, idOf, numberOf } from '../answer-fields.ts'
import type { CallbackContent, Receipt, Reply } from '../provider.ts'
import { readJson } from '../read-json.ts'
import { withoutPlus } from './api.ts'
import { deliveryOf } from './rows.ts'
import type { VoximplantSecrets } from './settings.ts'

/**
 * Reads a request to the account's callback URL (voximplant.com/docs/guides/management-api/callbacks): one or several
 * callbacks, of which replies and deliveries concern us. Those that are not of this account, or whose hash is wrong where it
 * can be checked, are left out.
 *
 * Throws AppError INVALID_REQUEST when none is left of what was sent, or when it is no callback at all.
 */
export const readCallbacks = (
  body: string,
  secrets: VoximplantSecrets,
  deliveryField: string,
): CallbackContent => {
  const list = fieldsOf(readJson(body))?.callbacks
  if (!Array.isArray(list)) throw new AppError('INVALID_REQUEST')
  const items = list.map(fieldsOf).filter((item) => item !== null && isGenuine(item, secrets)) as Fields[]
  if (items.length === 0 && list.length > 0) throw new AppError('INVALID_REQUEST')
  const replies = new Map<string, Reply>()
  for (const item of items) {
    const reply = replyIn(item)
    // The same callback may come twice, even in one request.
    if (reply) replies.set(reply.id ?? `${replies.size}`, reply)
  }
  return {
    receipts: items.flatMap((item) => deliveryIn(inner(item, deliveryField))),
    replies: [...replies.values()],
  }
}

/** Named in two ways: as the SDK does, and as a newer copy of the guide. */
const callbackIdOf = (item: Fields) => idOf(item.callback_id) ?? idOf(item.callbackId)

/** MD5 over what both sides know. It does not cover the content; the secret address does the rest. */
const isGenuine = (item: Fields, { account_id, api_key, salt }: VoximplantSecrets): boolean => {
  const from = numberOf(item.account_id ?? item.accountId)
  if (from !== null && from !== account_id) return false
  if (!api_key || salt === undefined) return true
  const hash = createHash('md5')
    .update(`${salt}${account_id}${api_key}${callbackIdOf(item)}`)
    .digest()
  const given = idOf(item.hash) ?? ''
  return /^[0-9a-f]{32}$/i.test(given) && timingSafeEqual(hash, Buffer.from(given, 'hex'))
}

/** The field of one kind of callback; the SDK's types nest it in itself. */
const inner = (item: Fields, name: string): Fields | null => {
  const outer = fieldsOf(item[name])
  return fieldsOf(outer?.[name]) ?? outer
}

const replyIn = (item: Fields): Reply | null => {
  const sms = inner(item, 'sms_inbound')
  const from = idOf(sms?.source_number)
  const to = idOf(sms?.destination_number)
  const text = sms?.sms_body
  if (from === null || to === null || typeof text !== 'string') return null
  return { id: callbackIdOf(item), from: withoutPlus(from), to: withoutPlus(to), text, at: null }
}

/** The documents describe this content and not the field it comes in; it is never relied on. */
const deliveryIn = (delivery: Fields | null): Receipt[] => {
  const reference = idOf(delivery?.id)
  const status = idOf(delivery?.status)
  const meaning = status === null ? null : deliveryOf(status)
  if (reference === null || status === null || !meaning) return []
  const listed: unknown = delivery?.destination_numbers
  const numbers = Array.isArray(listed) ? listed.map(idOf) : (idOf(listed)?.split(/[;,]/) ?? [])
  const receipt: Receipt = { reference, ...meaning, raw: status.slice(0, 500), at: null }
  if (numbers.length === 0) return [receipt]
  return numbers.filter((to) => to !== null).map((to) => ({ ...receipt, to: withoutPlus(to.trim()) }))
}
