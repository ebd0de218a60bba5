import { accountCodes, codeOf, fieldsOf, idOf, partsOf, refused, textOf } from '../answer-fields.ts'
import { type Piece, sendDivided } from '../divide-request.ts'
import type { Answer, HttpReply } from '../exchange.ts'
import { outcomeWithoutAnswer, throttledBy, unclear } from '../outcomes.ts'
import type { OutgoingSms, SendOutcome, SendRequest } from '../provider.ts'
import { readJson } from '../read-json.ts'
import { type Line, post } from './line.ts'
import { isServed } from './numbers.ts'

export const SEND_PATH = '/api/v2/sms/send'

/** The one code of a refusal that ME-SMS's document names. */
const NO_CREDITS = 'INSUFFICIENT_CREDITS'

/** Statuses that can be the fault of some of the numbers: invalid parameters, too much, not processable. */
const PERHAPS_SOME: readonly number[] = [400, 413, 422]

/** One text to many numbers. Numbers that ME-SMS does not serve stay here, because one of them could spoil the rest. */
export const send = async (line: Line, request: SendRequest): Promise<SendOutcome[]> => {
  const served = request.messages.filter(({ to }) => isServed(to))
  const given = served.length > 0 ? await sendServed(line, request, served) : []
  const outcomes = new Map(served.map((message, n) => [message, given[n]]))
  return request.messages.map(
    (message) => outcomes.get(message) ?? refused({ code: 'INVALID_NUMBER', reason: '', about: 'recipient' }),
  )
}

/**
 * A request that is refused for what may be the fault of a few numbers is divided until the guilty stand alone: nothing
 * of it was sent. Two numbers that are refused by themselves while none is accepted show that it is not the numbers.
 */
const sendServed = async (
  line: Line,
  request: SendRequest,
  served: readonly OutgoingSms[],
): Promise<SendOutcome[]> => {
  let alone = 0
  let isAnyAccepted = false
  const sendPiece = async (messages: readonly OutgoingSms[]): Promise<Piece> => {
    const reply = await post(line, SEND_PATH, bodyOf(request, messages), request.mayStart)
    const outcome = readSend(line, reply, messages.length)
    isAnyAccepted ||= outcome.kind === 'accepted'
    const all = (each: SendOutcome) => Array<SendOutcome>(messages.length).fill(each)
    if (outcome.kind !== 'refused' || outcome.about === 'account' || !isPerhapsSome(reply)) {
      return { outcomes: all(outcome) }
    }
    if (messages.length > 1) return { outcomes: all(outcome), divide: true }
    alone += 1
    return { outcomes: all({ ...outcome, about: alone < 2 || isAnyAccepted ? 'recipient' : 'message' }) }
  }
  const outcomes = await sendDivided(served, sendPiece)
  const isAboutAll = outcomes.some((outcome) => outcome.kind === 'refused' && outcome.about === 'message')
  return isAboutAll ? outcomes.map(toMessage) : outcomes
}

/** The first to stand alone was taken for guilty until the second one was refused as well. */
const toMessage = (outcome: SendOutcome): SendOutcome =>
  outcome.kind === 'refused' && outcome.about === 'recipient' ? { ...outcome, about: 'message' } : outcome

const bodyOf = ({ sender, sendAt }: SendRequest, messages: readonly OutgoingSms[]) => ({
  sender,
  content: messages[0]?.text ?? '',
  msisdns: messages.map(({ to }) => to),
  ...(sendAt && { scheduledTime: inBangkok(sendAt) }),
})

/** With Bangkok's offset, which ME-SMS's own example has: what it makes of a time without one is not said. */
const inBangkok = (at: Date): string =>
  new Date(at.getTime() + 7 * 3_600_000).toISOString().replace(/\.\d{3}Z$/, '+07:00')

const isPerhapsSome = (reply: HttpReply): boolean =>
  reply.kind === 'answer' && PERHAPS_SOME.includes(reply.status)

/** What became of one request. Only the uuid is certain among the fields of its answer. */
const readSend = ({ settings, now }: Line, reply: HttpReply, count: number): SendOutcome => {
  if (reply.kind !== 'answer') return outcomeWithoutAnswer(reply)
  const body = fieldsOf(readJson(reply.body))
  const reference = idOf(body?.uuid) ?? idOf(fieldsOf(body?.data)?.uuid)
  const isRefusal = body?.error !== undefined && body.error !== null && body.error !== false
  if (reference === null && reply.status === 429) return throttledBy(reply, now(), settings.throttledSeconds)
  if (reference === null) return readRefusal(reply, isRefusal, body?.code, textOf(body?.error))
  // An answer that names a message and refuses it contradicts itself.
  if (reply.status < 200 || reply.status >= 300 || isRefusal) {
    const doubt = unclear(reply)
    return doubt.kind === 'unknown' ? { ...doubt, reference } : doubt
  }
  const parts = count === 1 ? partsOf(body?.parts) : undefined
  return { kind: 'accepted', reference, ...(parts !== undefined && { parts }) }
}

const readRefusal = (reply: Answer, isRefusal: boolean, code: unknown, reason: string): SendOutcome => {
  const { status } = reply
  const ofAccount = accountCodes[status]
  if (ofAccount) return refused({ code: codeOf(code) || ofAccount, reason, about: 'account' })
  // A proxy on the way says so too, without JSON; what is too large for it has gone no further.
  const isTooLarge = status === 413
  if (!isTooLarge && (!isRefusal || status >= 500 || (status >= 300 && status < 400))) return unclear(reply)
  const concernsAll = codeOf(code) === NO_CREDITS || status === 404
  return refused({
    code: codeOf(code) || (isTooLarge ? 'TOO_LARGE' : 'REFUSED'),
    reason,
    about: concernsAll ? 'account' : 'message',
  })
}
