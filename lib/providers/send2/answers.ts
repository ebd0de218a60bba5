import { AppError } from '#lib/shared/errors.ts'
import {
  codeOf,
  fieldsOf,
  idOf,
  numberOf,
  partsOf,
  refused,
  stopCodeOf,
  stopsAll,
  textOf,
} from '../answer-fields.ts'
import type { HttpReply } from '../exchange.ts'
import { jsonOrThrow, notUnderstood, outcomeWithoutAnswer, throttledBy, unclear } from '../outcomes.ts'
import type { Receipt, ReceiptState, SendOutcome } from '../provider.ts'
import { readJson } from '../read-json.ts'
import type { Send2Settings } from './settings.ts'

/** The one status with which Send2 refuses whatever it refuses. */
const NOT_ACCEPTABLE = 406

/** What became of one SMS. Status and body must not contradict each other; where they do nobody knows. */
export const readSend = (reply: HttpReply, settings: Send2Settings, now: Date): SendOutcome => {
  if (reply.kind !== 'answer') return outcomeWithoutAnswer(reply)
  const { status } = reply
  const body = fieldsOf(readJson(reply.body))
  const data = fieldsOf(body?.data)
  const reference = idOf(data?.id)
  const isOk = status >= 200 && status < 300
  if (isOk && body?.success === true) {
    const parts = partsOf(data?.units)
    return { kind: 'accepted', reference, ...(parts !== undefined && { parts }) }
  }
  if (body?.success === true || reference !== null) return unclear(reply)
  if (settings.retryStatuses.includes(status)) return throttledBy(reply, now, settings.throttledSeconds)
  const reason = textOf(body?.message)
  const code = stopCodeOf(status, settings.stopStatuses)
  if (code) return refused({ code, reason, about: 'account' })
  const saysNo = body?.success === false
  const isRefusal = isOk ? saysNo && settings.refusalsIn200 === 'refused' : isError(status) && saysNo
  if (status !== NOT_ACCEPTABLE && !isRefusal) return unclear(reply)
  const about = stopsAll(reason, settings.stopPhrases) ? 'account' : 'recipient'
  return refused({ code: 'REFUSED', reason, about })
}

const isError = (status: number): boolean => status >= 400 && status < 500

/** What the report on one SMS says: null as long as there is no news. Throws as `jsonOrThrow` does. */
export const readReport = (reply: HttpReply, reference: string, settings: Send2Settings): Receipt | null => {
  // It does not know this id; whatever is wrong, other ids can still be asked for.
  if (reply.kind === 'answer' && reply.status === NOT_ACCEPTABLE) return null
  const body = fieldsOf(jsonOrThrow(reply))
  const data = fieldsOf(body?.data)
  if (body?.success === false) return null
  if (body?.success !== true || !data) throw notUnderstood(200)
  const dlr = idOf(data.dlr)
  const state = dlr === null ? null : stateOf(dlr, settings)
  if (dlr === null || state === null) return null
  const parts = partsOf(data.units)
  return {
    reference,
    state,
    reason: state === 'delivered' ? null : codeOf(dlr) || null,
    raw: dlr,
    at: null,
    ...(parts !== undefined && { parts }),
  }
}

const stateOf = (dlr: string, settings: Send2Settings): ReceiptState | null => {
  const isAmong = (words: readonly string[]) => words.some((word) => bare(word) === bare(dlr))
  if (isAmong(settings.deliveredReports)) return 'delivered'
  if (isAmong(settings.blockedReports)) return 'blocked'
  return isAmong(settings.pendingReports) ? null : 'undelivered'
}

const bare = (word: string): string => word.replace(/\s+/g, '').toLowerCase()

/** The balance. A refusal of a question without any parameter can only be about the credentials. */
export const readBalance = (reply: HttpReply): number => {
  if (reply.kind === 'answer' && reply.status === NOT_ACCEPTABLE) throw notKnown()
  const body = fieldsOf(jsonOrThrow(reply))
  if (body?.success === false) throw notKnown()
  const balance = numberOf(fieldsOf(body?.data)?.balance)
  if (body?.success !== true || balance === null) throw notUnderstood(200)
  return balance
}

const notKnown = () =>
  new AppError('INVALID_SETTINGS', { field: 'secrets', params: { problem: `HTTP ${NOT_ACCEPTABLE}` } })
