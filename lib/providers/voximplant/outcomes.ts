import { type Fields, fieldsOf, idOf, numberOf, partsOf, textOf } from '../answer-fields.ts'
import type { Piece } from '../divide-request.ts'
import type { Answer, HttpReply } from '../exchange.ts'
import { outcomeWithoutAnswer, throttledBy, unclear } from '../outcomes.ts'
import type { OutgoingSms, SendOutcome } from '../provider.ts'
import { readJson } from '../read-json.ts'
import { type ApiError, errorIn, withoutPlus } from './api.ts'
import { verdictOf } from './codes.ts'
import type { VoximplantSettings } from './settings.ts'

/** What outcomes depend on beside the answer. */
export type Circumstances = {
  settings: Pick<VoximplantSettings, 'repeatPauseSeconds' | 'retryStatuses' | 'throttledSeconds'>
  /** Whether and when what has failed is tried once more, see `SecondChances`. */
  failurePauseMs: (messages: readonly OutgoingSms[]) => number | null
  now: Date
}

const SECOND = 1_000

const notUnderstood: SendOutcome = { kind: 'unknown', reason: 'ANSWER_NOT_UNDERSTOOD' }

/** What became of a `SendSmsMessage`, which is for one number. */
export const readTwoWay = (reply: HttpReply, sms: OutgoingSms, around: Circumstances): SendOutcome => {
  const read = readReply(reply, around)
  if (read.kind === 'outcome') return read.outcome
  if (read.kind === 'error') return outcomeOf(read, around, { failed: [sms], someTaken: false })
  const { fields } = read
  if (numberOf(fields.result) !== 1) return notUnderstood
  return { kind: 'accepted', reference: idOf(fields.message_id), ...parts(fields.fragments_count) }
}

/** What became of an `A2PSendSms`: some of its numbers stand under `result`, some under `failed`. */
export const readA2p = (reply: HttpReply, messages: readonly OutgoingSms[], around: Circumstances): Piece => {
  const all = (outcome: SendOutcome): Piece => ({ outcomes: messages.map(() => outcome) })
  const read = readReply(reply, around)
  if (read.kind === 'outcome') return all(read.outcome)
  if (read.kind === 'error') {
    const outcome = outcomeOf(read, around, { failed: messages, someTaken: false })
    // One wrong number makes the whole request wrong, and the error does not say which.
    return { ...all(outcome), divide: outcome.kind === 'refused' && outcome.about === 'recipient' }
  }
  const taken = byNumber(read.fields.result, messages)
  const failed = byNumber(read.fields.failed, messages)
  if (!taken && !failed) return all(notUnderstood)
  const count = taken?.size ?? 0
  // One among many that failed is that number's misfortune; to pause the account for each would stop the whole.
  const allFailed = failed?.size === messages.length
  const fragments = perMessage(read.fields.fragments_count, count)
  const outcomes = messages.map((message): SendOutcome => {
    const { to } = message
    const success = taken?.get(to)
    const failure = failed?.get(to)
    if (success && failure) return { kind: 'unknown', reason: 'CONTRADICTORY', ...reference(success) }
    if (success) return { kind: 'accepted', reference: null, ...reference(success), ...fragments }
    if (failure)
      return failureOf(failure, read.answer, around, {
        failed: allFailed ? [message] : [],
        someTaken: count > 0,
      })
    return { kind: 'unknown', reason: 'NOT_MENTIONED' }
  })
  return { outcomes }
}

type Read =
  | { kind: 'outcome'; outcome: SendOutcome }
  | { kind: 'error'; error: ApiError; answer: Answer }
  | { kind: 'fields'; fields: Fields; answer: Answer }

/** The body decides before the status does; but what breaks a server may break it after the message was taken. */
const readReply = (reply: HttpReply, { settings, now }: Circumstances): Read => {
  const decided = (outcome: SendOutcome): Read => ({ kind: 'outcome', outcome })
  if (reply.kind !== 'answer') return decided(outcomeWithoutAnswer(reply))
  const fields = fieldsOf(readJson(reply.body))
  // What has a result was taken, whatever its status says.
  if (settings.retryStatuses.includes(reply.status) && fields?.result === undefined) {
    return decided(throttledBy(reply, now, settings.throttledSeconds))
  }
  const doubt = decided(unclear(reply))
  const isRefusalPossible = reply.status < 300 || (reply.status >= 400 && reply.status < 500)
  if (!isRefusalPossible) return doubt
  const error = errorIn(fields)
  if (error) return { kind: 'error', error, answer: reply }
  const isContradictory = fields?.error !== undefined || fields?.errors !== undefined
  if (!fields || isContradictory || reply.status >= 300) return doubt
  return { kind: 'fields', fields, answer: reply }
}

type Error = { error: ApiError; answer: Answer }

/**
 * `failed`: what shared this fate, to be tried again together where nothing was taken. `someTaken`: other numbers of the
 * request had better luck, so what is said of this one may be true of it alone.
 */
type Fate = { failed: readonly OutgoingSms[]; someTaken: boolean }

const outcomeOf = ({ error, answer }: Error, around: Circumstances, fate: Fate): SendOutcome => {
  const { settings, now } = around
  const verdict = verdictOf(error.code)
  const refusal = (about: 'recipient' | 'message' | 'account'): SendOutcome => ({
    kind: 'refused',
    code: verdict.code,
    reason: `${error.code} ${error.message}`.trim().slice(0, 500),
    about,
  })
  switch (verdict.kind) {
    case 'unknown':
      return { kind: 'unknown', reason: verdict.code }
    case 'later':
      return throttledBy(answer, now, settings.throttledSeconds, verdict.code)
    case 'repeated':
      return {
        kind: 'throttled',
        retryAfterMs: settings.repeatPauseSeconds * SECOND,
        reason: verdict.code,
      }
    case 'failed': {
      const retryAfterMs = around.failurePauseMs(fate.failed)
      return retryAfterMs === null
        ? refusal('recipient')
        : { kind: 'throttled', retryAfterMs, reason: verdict.code }
    }
    case 'refused':
      return refusal(fate.someTaken && !verdict.forAll ? 'recipient' : verdict.about)
  }
}

const failureOf = (failure: Fields, answer: Answer, around: Circumstances, fate: Fate): SendOutcome => {
  const message = textOf(failure.error_description)
  const code = numberOf(failure.error_code)
  if (code !== null) return outcomeOf({ error: { code, message }, answer }, around, fate)
  return { kind: 'refused', code: 'SENDING_FAILED', reason: message.slice(0, 500), about: 'recipient' }
}

/** The entries of a list by the numbers of the request; null when it is no list. */
const byNumber = (list: unknown, messages: readonly OutgoingSms[]): Map<string, Fields> | null => {
  if (!Array.isArray(list)) return null
  const entries = list.map(fieldsOf).filter((fields) => fields !== null)
  const [only] = entries
  const [alone] = messages
  if (
    only &&
    alone &&
    entries.length === 1 &&
    messages.length === 1 &&
    only.destination_number === undefined
  ) {
    return new Map([[alone.to, only]])
  }
  const found = new Map<string, Fields>()
  for (const entry of entries) {
    const to = withoutPlus(idOf(entry.destination_number) ?? '')
    if (!found.has(to)) found.set(to, entry)
  }
  const asked = new Set(messages.map(({ to }) => to))
  return new Map([...found].filter(([to]) => asked.has(to)))
}

const TRANSACTION = 'transaction:'

/** The guide names the id `transaction_id`, which is another thing in the history; so which one it was is kept. */
const reference = (entry: Fields): { reference?: string } => {
  const message = idOf(entry.message_id)
  if (message !== null) return { reference: message }
  const transaction = idOf(entry.transaction_id)
  return transaction === null ? {} : { reference: `${TRANSACTION}${transaction}` }
}

/** Which of the history's ids a reference is. */
export const readReference = (text: string): { messageId: string } | { transactionId: string } =>
  text.startsWith(TRANSACTION) ? { transactionId: text.slice(TRANSACTION.length) } : { messageId: text }

const parts = (value: unknown): { parts?: number } => {
  const count = partsOf(value)
  return count === undefined ? {} : { parts: count }
}

/** Whether the parts of a request are those of one message or of all is not said; only one reading may be left. */
const perMessage = (value: unknown, messages: number): { parts?: number } => {
  const { parts: count } = parts(value)
  return count !== undefined && (messages === 1 || count < messages) ? { parts: count } : {}
}
