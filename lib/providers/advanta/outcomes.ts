import { networkOf } from '../answer-fields.ts'
import type { Piece } from '../divide-request.ts'
import type { Answer, HttpReply } from '../exchange.ts'
import { outcomeWithoutAnswer, retryAfterMs, throttledBy, unclear } from '../outcomes.ts'
import type { OutgoingSms, SendOutcome } from '../provider.ts'
import { type Entry, numberAsDigits, readAnswer } from './answers.ts'
import { verdictOf } from './codes.ts'

const SECOND = 1_000

/** What the outcomes of a request depend on beside its answer. */
export type Circumstances = {
  messages: readonly OutgoingSms[]
  /** Whether each message was given its place as `clientsmsid`. */
  numbered: boolean
  /** Whether a request that the gateway failed is tried again, and when; null: these have had their second chance. */
  failurePauseMs: (messages: readonly OutgoingSms[]) => number | null
  /** The pause after 429 where the answer names none. */
  throttledSeconds: number
  now: Date
}

/** One outcome per message of a request, in their order, and whether the request should be divided. */
export const readOutcomes = (reply: HttpReply, around: Circumstances): Piece => {
  const all = (outcome: SendOutcome): Piece => ({
    outcomes: around.messages.map(() => outcome),
  })
  if (reply.kind !== 'answer') return all(outcomeWithoutAnswer(reply))
  const answer = isRedirect(reply) ? null : readAnswer(reply.body)
  // What names messages has taken them, whatever its status says.
  const isTaken = answer?.kind === 'each' && answer.entries.some(({ reference }) => reference !== null)
  if (reply.status === 429 && !isTaken) return all(throttledBy(reply, around.now, around.throttledSeconds))
  if (!answer || (answer.kind === 'whole' && isServerError(reply))) return all(unclear(reply))
  // What the gateway says to a request for one number is about that number, whatever the envelope.
  if (answer.kind === 'each' || around.messages.length === 1) {
    return { outcomes: readEach(reply, answer.kind === 'each' ? answer.entries : [answer.entry], around) }
  }
  return readWhole(reply, answer.entry, around)
}

const isRedirect = ({ status }: Answer) => status >= 300 && status < 400

/** What breaks a server may break it after it has taken the messages, whatever code it writes beside. */
const isServerError = ({ status }: Answer) => status >= 500

/** One verdict on many messages. */
const readWhole = (reply: Answer, entry: Entry, around: Circumstances): Piece => {
  const verdict = verdictOf(entry.code ?? 0)
  const all = (outcome: SendOutcome, divide = false): Piece => ({
    outcomes: around.messages.map(() => outcome),
    divide,
  })
  switch (verdict.kind) {
    case 'accepted':
    case 'unclear':
      return all({ kind: 'unknown', reason: 'ANSWER_NOT_UNDERSTOOD' })
    case 'later':
      return all(later(reply, verdict.code, verdict.afterMs, around.now))
    case 'failed': {
      const pauseMs = around.failurePauseMs(around.messages)
      return all(
        pauseMs === null
          ? refusal(entry, verdict.code, 'account')
          : later(reply, verdict.code, pauseMs, around.now),
      )
    }
    case 'too_many':
      return all(refusal(entry, verdict.code, 'message'), true)
    case 'refused':
      return all(refusal(entry, verdict.code, verdict.about), verdict.about === 'recipient')
  }
}

/** A verdict per message, in whatever order and number the gateway chose to write them. */
const readEach = (reply: Answer, entries: readonly Entry[], around: Circumstances): SendOutcome[] => {
  const found = join(entries, around)
  const someTaken = found.some((entry) => entry?.code === 200)
  // One among many that failed is that number's misfortune; to pause the account for each would stop the whole.
  const allFailed = found.every((entry) => entry && verdictOf(entry.code ?? 0).kind === 'failed')
  return around.messages.map((message, at) => {
    const entry = found[at]
    if (!entry) return { kind: 'unknown', reason: 'NOT_MENTIONED' }
    return readOne(entry, {
      reply,
      now: around.now,
      someTaken,
      secondChanceMs: () => (allFailed ? around.failurePauseMs([message]) : null),
    })
  })
}

type Context = { reply: Answer; now: Date; someTaken: boolean; secondChanceMs: () => number | null }

const readOne = (entry: Entry, { reply, now, someTaken, secondChanceMs }: Context): SendOutcome => {
  if (entry.code === null) return doubt(entry, 'ANSWER_NOT_UNDERSTOOD')
  if (isServerError(reply)) return doubt(entry, `HTTP_${reply.status}`)
  const verdict = verdictOf(entry.code)
  // Something that has an id may be on its way, whatever error of the gateway's own stands beside it.
  const mayBeTaken = entry.reference !== null
  switch (verdict.kind) {
    case 'accepted':
      if (reply.status >= 300) return doubt(entry, `HTTP_${reply.status}`)
      return { kind: 'accepted', reference: entry.reference, ...networkOf(entry.network) }
    case 'unclear':
      return doubt(entry, verdict.code)
    case 'later':
      return mayBeTaken ? doubt(entry, verdict.code) : later(reply, verdict.code, verdict.afterMs, now)
    case 'failed': {
      if (mayBeTaken) return doubt(entry, verdict.code)
      const pauseMs = secondChanceMs()
      return pauseMs === null
        ? refusal(entry, verdict.code, 'recipient')
        : later(reply, verdict.code, pauseMs, now)
    }
    case 'too_many':
      return someTaken ? later(reply, verdict.code, SECOND, now) : refusal(entry, verdict.code, 'message')
    case 'refused': {
      // What others were not told is about this number, e.g. a sender that one network does not know.
      const isOwn = !verdict.forAll && (someTaken || isUnlisted(verdict.code))
      return refusal(entry, verdict.code, isOwn ? 'recipient' : verdict.about)
    }
  }
}

const isUnlisted = (code: string) => code.startsWith('CODE_')

const doubt = ({ reference }: Entry, reason: string): SendOutcome => ({
  kind: 'unknown',
  reason,
  ...(reference !== null && { reference }),
})

const refusal = (
  { code, description }: Entry,
  ours: string,
  about: 'recipient' | 'message' | 'account',
): SendOutcome => ({
  kind: 'refused',
  code: ours,
  reason: `${code} ${description}`.trim().slice(0, 500),
  about,
})

/** Not sooner than the documents say, later if the answer says so. */
const later = (reply: Answer, reason: string, afterMs: number, now: Date): SendOutcome => ({
  kind: 'throttled',
  retryAfterMs: Math.max(afterMs, retryAfterMs(reply, now) ?? 0),
  reason,
})

/** The entry about each message, null where there is none or where they contradict each other. */
const join = (entries: readonly Entry[], { messages, numbered }: Circumstances): (Entry | null)[] => {
  const [only, second] = entries
  const mayBeAbout = (message: OutgoingSms) => !only?.mobile || message.to.length === 64
  if (messages.length === 1 && only && !second && messages.every(mayBeAbout)) return [only]
  const places = new Map<string, number | null>()
  messages.forEach(({ to }, at) => {
    places.set(to, places.has(to) ? null : at)
  })
  const found: Entry[][] = messages.map(() => [])
  for (const entry of entries) {
    const at =
      (numbered ? placeOf(entry, messages.length) : null) ?? places.get(numberAsDigits(entry.mobile ?? ''))
    if (typeof at === 'number') found[at]?.push(entry)
  }
  return found.map(best)
}

/** The place in the request, from 1, that the gateway echoes. */
const placeOf = ({ clientId }: Entry, count: number): number | null => {
  const place = clientId !== null && /^\d{1,4}$/.test(clientId) ? Number(clientId) : 0
  return place >= 1 && place <= count ? place - 1 : null
}

/** A number may be mentioned twice: what was taken once was taken; else the two have to say the same. */
const best = (entries: readonly Entry[]): Entry | null => {
  const taken = entries.find(({ code }) => code === 200)
  if (taken) return taken
  const [first, ...others] = entries
  return first && others.every(({ code }) => code === first.code) ? first : null
}
