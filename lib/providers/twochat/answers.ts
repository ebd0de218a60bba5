import { AppError } from '#lib/shared/errors.ts'
import {
  type Fields,
  fieldsOf,
  idOf,
  listOf,
  numberOf,
  refused,
  stopCodeOf,
  stopsAll,
  textOf,
} from '../answer-fields.ts'
import type { HttpReply } from '../exchange.ts'
import { jsonOrThrow, notUnderstood, outcomeWithoutAnswer, throttledBy, unclear } from '../outcomes.ts'
import type { Allowance, ListedSender, SendOutcome } from '../provider.ts'
import { readJson } from '../read-json.ts'
import type { TwochatSettings } from './settings.ts'

/** What became of one SMS. 2Chat has no list of what it sent, so what is in doubt here stays in doubt. */
export const readSend = (reply: HttpReply, settings: TwochatSettings, now: Date): SendOutcome => {
  if (reply.kind !== 'answer') return outcomeWithoutAnswer(reply)
  const { status } = reply
  const body = fieldsOf(readJson(reply.body))
  // 2Chat's page on SMS says message_id, its own description for agents message_uuid.
  const reference = idOf(body?.message_id) ?? idOf(body?.message_uuid)
  const isOk = status >= 200 && status < 300
  const isError = status >= 400 && status < 500
  const failed = body?.error === true || body?.success === false || (isError && Boolean(body?.error))
  if (isOk && reference !== null && !failed) return { kind: 'accepted', reference }
  // An error that names a message, or a success that names none, contradicts itself.
  if (reference !== null || body?.success === true) return unclear(reply)
  if (settings.retryStatuses.includes(status)) return throttledBy(reply, now, settings.throttledSeconds)
  const reason = textOf(body?.error_message) || textOf(body?.error) || textOf(body?.message)
  const code = stopCodeOf(status, settings.stopStatuses)
  if (code) return refused({ code, reason, about: 'account' })
  if (!failed || !(isOk || isError)) return unclear(reply)
  return refused({
    code: 'REFUSED',
    reason,
    about: stopsAll(reason, settings.stopPhrases) ? 'account' : 'recipient',
  })
}

/** The state of the API key. Throws as `jsonOrThrow` does, and INVALID_SETTINGS for an account that is blocked. */
export const readInfo = (reply: HttpReply): Allowance => {
  const body = understood(reply)
  const account = fieldsOf(body.account)
  const limits = fieldsOf(body.limits)
  const usage = fieldsOf(body.usage)
  if (!account && !limits && !usage) throw notUnderstood(200)
  if (account?.blocked === true) {
    throw new AppError('INVALID_SETTINGS', { field: 'secrets', params: { problem: 'ACCOUNT_BLOCKED' } })
  }
  const perMinute = numberOf(limits?.requests_per_minute)
  const used = numberOf(usage?.api_request_count)
  const most = numberOf(usage?.max_api_request_count)
  return {
    requestsPerMinute: perMinute !== null && perMinute > 0 ? perMinute : null,
    requestsLeft: used === null || most === null ? null : Math.max(most - used, 0),
  }
}

/** One page of the account's own numbers. */
export const readNumbers = (reply: HttpReply): ListedSender[] => {
  const numbers = listOf(understood(reply).numbers, [])
  if (!numbers) throw notUnderstood(200)
  return numbers.flatMap((entry) => {
    const fields = fieldsOf(entry)
    const value = e164(idOf(fields?.phone_number) ?? '')
    return fields && value !== null ? [toSender(fields, value)] : []
  })
}

/** Nothing in the list says whether a number can send SMS, so a person has to approve those that are in use. */
const toSender = (fields: Fields, value: string): ListedSender => {
  const name = textOf(fields.friendly_name)
  const isActive = textOf(fields.status_text).toUpperCase() === 'ACTIVE'
  return { value, approved: false, ...(isActive && { toConfirm: true }), ...(name && { name }) }
}

/** A number with its plus; null for what is none. */
export const e164 = (number: string): string | null => {
  const digits = /^\+?([1-9]\d{6,14})$/.exec(number)?.[1]
  return digits === undefined ? null : `+${digits}`
}

const understood = (reply: HttpReply): Fields => {
  const body = fieldsOf(jsonOrThrow(reply))
  if (!body || body.error === true || body.success === false) throw notUnderstood(200)
  return body
}
