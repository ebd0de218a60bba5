import { type Fields, fieldsOf, idOf, numberOf, partsOf, textOf } from '../answer-fields.ts'
import type { Piece } from '../divide-request.ts'
import type { Answer, HttpReply } from '../exchange.ts'
import { outcomeWithoutAnswer, throttledBy, unclear } from '../outcomes.ts'
import type { OutgoingSms, SendOutcome } from '../provider.ts'
import { readJson } from '../read-json.ts'
import { type ApiError, errorIn, withoutPlus } from './api.ts'
import { verdictOf } from './codes.ts'

/** What outcomes depend on beside the answer. */
export type Circumstances = { repeatPauseMs: number; now: Date }

const notUnderstood: SendOutcome = { kind: 'unknown', reason: 'ANSWER_NOT_UNDERSTOOD' }

/** What became of a `SendSmsMessage`, which is for one number. */
export const readTwoWay = (reply: HttpReply, around: Circumstances): SendOutcome => {
  const read = readReply(reply)
  if (read.kind === 'outcome') return read.outcome(around)
  if (read.kind === 'error') return outcomeOf(read.error, read.answer, around, false)
  const { fields } = read
  if (numberOf(fields.result) !== 1) return notUnderstood
  return { kind: 'accepted', reference: idOf(fields.message_id), ...parts(fields.fragments_count) }
}

/** What became of an `A2PSendSms`: some of its numbers stand under `result`, some under `failed`. */
export const readA2p = (reply: HttpReply, messages: readonly OutgoingSms[], around: Circumstances): Piece => {
  const all = (outcome: SendOutcome): Piece => ({ outcomes: messages.map(() => outcome) })
  const read = readReply(reply)
  if (read.kind === 'outcome') return all(read.outcome(around))
  if (read.kind === 'error') {
    const outcome = outcomeOf(read.error, read.answer, around, false)
    // One wrong number makes the whole request wrong, and the error does not say which.
    return { ...all(outcome), divide: outcome.kind === 'refused' && outcome.about === 'recipient' }
  }
  const taken = byNumber(read.fields.result, messages)
  const failed = byNumber(read.fields.failed, messages)
  if (!taken && !failed) return all(notUnderstood)
  const count = taken?.size ?? 0
  const fragments = perMessage(read.fields.fragments_count, count)
  const outcomes = messages.map(({ to }): SendOutcome => {
    const success = taken?.get(to)
    const failure = failed?.get(to)
    if (success && failure) return { kind: 'unknown', reason: 'CONTRADICTORY', ...reference(success) }
    if (success) return { kind: 'accepted', reference: null, ...reference(success), ...fragments }
    if (failure) return failureOf(failure, read.answer, around, count > 0)
    return { kind: 'unknown', reason: 'NOT_MENTIONED' }
  })
  return { outcomes }
}

type Read =
  | { kind: 'outcome'; outcome: (around: Circumstances) => SendOutcome }
  | { kind: 'error'; error: ApiError; answer: Answer }
  | { kind: 'fields'; fields: Fields; answer: Answer }

/** The body decides before the status does; but what breaks a server may break it after the message was taken. */
const readReply = (reply: HttpReply): Read => {
  if (reply.kind !== 'answer') return { kind: 'outcome', outcome: () => outcomeWithoutAnswer(reply) }
  if (reply.status === 429) return { kind: 'outcome', outcome: ({ now }) => throttledBy(reply, now) }
  const doubt: Read = { kind: 'outcome', outcome: () => unclear(reply) }
  const isRefusalPossible = reply.status < 300 || (reply.status >= 400 && reply.status < 500)
  if (!isRefusalPossible) return doubt
  const fields = fieldsOf(readJson(reply.body))
  const error = errorIn(fields)
  if (error) return { kind: 'error', error, answer: reply }
  const isContradictory = fields?.error !== undefined || fields?.errors !== undefined
  if (!fields || isContradictory || reply.status >= 300) return doubt
  return { kind: 'fields', fields, answer: reply }
}

/** `someTaken`: other numbers of the request had better luck, so what is said of this one may be true of it alone. */
const outcomeOf = (
  error: ApiError,
  answer: Answer,
  around: Circumstances,
  someTaken: boolean,
): SendOutcome => {
  const verdict = verdictOf(error.code)
  switch (verdict.kind) {
    case 'unknown':
      return { kind: 'unknown', reason: verdict.code }
    case 'later':
      return throttledBy(answer, around.now, verdict.code)
    case 'repeated':
      return { kind: 'throttled', retryAfterMs: around.repeatPauseMs, reason: verdict.code }
    case 'refused':
      return {
        kind: 'refused',
        code: verdict.code,
        reason: `${error.code} ${error.message}`.trim().slice(0, 500),
        about: someTaken && !verdict.forAll ? 'recipient' : verdict.about,
      }
  }
}

const failureOf = (
  failure: Fields,
  answer: Answer,
  around: Circumstances,
  someTaken: boolean,
): SendOutcome => {
  const message = textOf(failure.error_description)
  const code = numberOf(failure.error_code)
  if (code !== null) return outcomeOf({ code, message }, answer, around, someTaken)
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
