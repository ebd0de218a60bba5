import type { Behaviour } from './behaviour.ts'
import { type Fate, fateOf, type Refusal, refusalOf } from './fate.ts'
import type { Logbook } from './logbook.ts'
import { countParts } from './parts.ts'
import type { PushCounters, Pusher } from './pusher.ts'
import { makeReference, readReference } from './reference.ts'

type Message = { to: string; text: string; reference: string }
export type Order = { sender: string; callbackUrl: string | null; messages: Message[] }

export type Counters = PushCounters & {
  requests: number
  messages: number
  accepted: number
  refused: number
  throttled: number
  lost: number
  malformed: number
  outage: number
}

export type Desk = { counters: Counters; logbook: Logbook; pusher: Pusher }

/** What leaves, when, and in which way it fails to. */
export type Reaction = { body: string; type: string; delayMs: number; fault: 'silence' | 'reset' | null }

const MOST_MESSAGES = 100
const MOST_PARTS = 24
/** How much later than a final receipt its duplicate, or the older news, comes. */
const AFTERWARDS_MS = 300
/** How long an answer is held back so that its receipt overtakes it. */
const OVERTAKEN_MS = 250

const hasKeys = (value: unknown, keys: string[]): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === keys.length &&
  keys.every((key) => Object.hasOwn(value, key))

const isText = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'string' && value.length >= least && value.length <= most

/** Reads the body of a send. Answers a sentence when it is wrong. */
export const readOrder = (body: unknown): Order | string => {
  if (!hasKeys(body, ['sender', 'callbackUrl', 'messages'])) {
    return 'The body must have exactly "sender", "callbackUrl" and "messages".'
  }
  const { sender, callbackUrl, messages } = body
  if (!isText(sender, 1, 20)) return '"sender" must be a text of 1 to 20 characters.'
  if (callbackUrl !== null && !(isText(callbackUrl, 1, 2000) && /^https?:\/\//.test(String(callbackUrl)))) {
    return '"callbackUrl" must be an http(s) address or null.'
  }
  if (!Array.isArray(messages) || messages.length < 1 || messages.length > MOST_MESSAGES) {
    return `"messages" must be a list of 1 to ${MOST_MESSAGES}.`
  }
  for (const message of messages) {
    const right =
      hasKeys(message, ['to', 'text', 'reference']) &&
      isText(message.to, 1, 64) &&
      isText(message.text, 0, 10_000) &&
      isText(message.reference, 1, 100)
    if (!right) return 'Each message must have exactly "to", "text" and "reference", all texts.'
  }
  return { sender, callbackUrl, messages } as Order
}

const judge = ({ to, text }: Message, parts: number, fate: Fate, behaviour: Behaviour): Refusal | null => {
  if (!/^(\d{7,15}|[0-9a-f]{64})$/.test(to)) {
    return { code: 'INVALID_NUMBER', message: 'This is not a telephone number.', about: 'recipient' }
  }
  if (text === '') return { code: 'EMPTY_TEXT', message: 'The text is empty.', about: 'message' }
  if (parts > MOST_PARTS) {
    return { code: 'TEXT_TOO_LONG', message: `More than ${MOST_PARTS} parts.`, about: 'message' }
  }
  return refusalOf(fate, behaviour)
}

const spoilt: readonly (readonly [type: string, body: string])[] = [
  ['application/json', '{"results": [{"reference": "RH-'],
  ['application/json', ''],
  ['text/html', '<!doctype html><title>Welcome</title><p>It works!'],
  ['application/json', '{"results": "yes"}'],
  ['application/json', '[]'],
]

/** Decides about every message, remembers it, plans its receipts, and says how the request is answered. */
export const takeOrder = (desk: Desk, order: Order, behaviour: Behaviour, nowMs: number): Reaction => {
  const { counters } = desk
  const fates = order.messages.map(({ to, reference }) => fateOf(behaviour.seed, to, reference))
  const { draw } = fates[0] as Fate
  const malformed = draw('malformed') * 100 < behaviour.malformedPercent
  const taken = !malformed || draw('accepted') < 0.5
  const lost = !malformed && draw('lost') * 100 < behaviour.lostPercent
  const answer = malformed ? 'malformed' : lost ? 'lost' : 'given'
  let overtaken = false
  const results = order.messages.map((message, at) => {
    const fate = fates[at] as Fate
    const parts = countParts(message.text)
    const refused = taken ? judge(message, parts, fate, behaviour) : null
    const reference = taken && !refused ? makeReference(fate, behaviour, nowMs) : null
    desk.logbook.add({
      at: new Date(nowMs).toISOString(),
      sender: order.sender,
      to: message.to,
      text: message.text,
      yourReference: message.reference,
      reference,
      answer,
    })
    if (refused) counters.refused += 1
    if (!reference) return { refused }
    counters.accepted += 1
    if (order.callbackUrl && (behaviour.receipts === 'both' || behaviour.receipts === 'push')) {
      const plan = { url: order.callbackUrl, message, reference, parts, fate, behaviour, nowMs }
      overtaken = planReceipts(desk.pusher, plan) || overtaken
    }
    return { reference, parts }
  })
  counters.messages += results.length
  if (malformed) counters.malformed += 1
  if (lost) counters.lost += 1
  const [type, body] = malformed
    ? (spoilt[Math.floor(draw('malformedAs') * spoilt.length)] as readonly [string, string])
    : ['application/json', JSON.stringify({ results })]
  const latency = behaviour.latencyMs + draw('latency') * behaviour.jitterMs
  return {
    type,
    body,
    delayMs: latency + (overtaken ? OVERTAKEN_MS : 0),
    fault: lost ? behaviour.lostBy : null,
  }
}

type Plan = {
  url: string
  message: Message
  reference: string
  parts: number
  fate: Fate
  behaviour: Behaviour
  nowMs: number
}

/** Hands a message's receipts to the pusher. Answers whether one shall come before the answer to the send. */
const planReceipts = (pusher: Pusher, plan: Plan): boolean => {
  const { url, message, reference, parts, fate, behaviour, nowMs } = plan
  const read = readReference(reference)
  if (!read) return false
  const last = { ...read.state, yourReference: message.reference, to: message.to, parts }
  const isDisordered = fate.draw('disorder') * 100 < behaviour.disorderPercent
  const overtakes = isDisordered && fate.draw('disorderAs') < 0.5
  const dueMs = overtakes ? nowMs : read.knownAtMs
  pusher.push(url, last, dueMs)
  if (fate.draw('duplicate') * 100 < behaviour.duplicatePercent) pusher.push(url, last, dueMs + AFTERWARDS_MS)
  if (isDisordered) {
    const older = { ...last, state: 'accepted', reason: null, at: new Date(nowMs).toISOString() } as const
    pusher.push(url, older, dueMs + AFTERWARDS_MS)
  }
  return overtakes
}
