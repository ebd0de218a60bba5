import { randomUUID } from 'node:crypto'
import type { Base } from '../shared/emulator.ts'
import { type Answer, type Exchange, json } from '../shared/exchange.ts'
import { type Timeline, timelineFor, twoSteps } from '../shared/fates.ts'
import type { Store } from '../shared/store.ts'
import { type Order, type Refusal, readOrder } from './request.ts'
import type { ApiKey, Settings } from './settings.ts'
import { type Message, startOf, statusOf } from './store.ts'

export type Desk = Base<Settings> & { store: Store<Message> }

/** `{error, code}`; `code` only where the document says so (send and cancel), unless a hazard drops it. */
export function errorAnswer(exchange: Exchange, refusal: Refusal, withCode = true): Answer {
  const code = withCode && !exchange.hazard('without-code') ? { code: refusal.code } : {}
  return json(refusal.status, { error: refusal.message, ...code })
}

const iso = (ms: number) => new Date(ms).toISOString()

/** What it would cost: parts and credits, for the numbers that can be reached. */
function figures(exchange: Exchange, order: Order, settings: Settings): Record<string, unknown> {
  const total = order.to.length
  const valid = order.to.reduce((count, number) => count + (number === null ? 0 : 1), 0)
  const credits = valid * order.parts * settings.price
  const other = exchange.hazard('other-figures')
  if (!other) return { total, valid, parts: order.parts, credits, encoding: order.encoding }
  const renamed = { recipients: total, messageParts: order.parts, cost: credits }
  return other.state === 'nested' ? { data: renamed } : renamed
}

/** `POST …/preview`: costs nothing, sends nothing. */
export function preview(exchange: Exchange, { settings, clock }: Desk): Answer {
  const order = readOrder(exchange, settings, clock.now(), true)
  return 'code' in order ? errorAnswer(exchange, order, false) : json(200, figures(exchange, order, settings))
}

const INVALID: Timeline = [{ after: 0, state: 'invalid' }]

type Accepted = Pick<Message, 'to' | 'timelines' | 'shares' | 'hidden'>

/** Notes each number as accepted and settles what becomes of it. */
function acceptAll(exchange: Exchange, order: Order, settings: Settings): Accepted {
  const usual = twoSteps(settings.receiptMs / 2, 'pending', settings.final)
  const shares = new Map<Timeline, number>()
  const hidden = new Set<number>()
  const timelines: Timeline[] = []
  order.to.forEach((number, at) => {
    let timeline: Timeline = INVALID
    if (number !== null && !exchange.hazardFor('refuse', number)) {
      exchange.accept(number)
      timeline = timelineFor(exchange, number, usual)
      if (exchange.hazardFor('omit', number)) hidden.add(at)
    }
    timelines.push(timeline)
    shares.set(timeline, (shares.get(timeline) ?? 0) + 1)
  })
  return { to: order.to.map((number, at) => number ?? order.given[at] ?? ''), timelines, shares, hidden }
}

function sendAnswer(exchange: Exchange, message: Message, settings: Settings, now: number): Answer {
  const body = {
    uuid: message.uuid,
    status: statusOf(message, now, settings),
    total: message.to.length,
    parts: message.parts,
    credits: message.credits,
    scheduledTime: message.scheduled === null ? null : iso(message.scheduled),
  }
  const { uuid: _uuid, ...rest } = body
  return json(200, exchange.hazard('without-uuid') ? rest : body)
}

/** `POST …/send`, with `dryRun` and `scheduledTime`. Credits are taken at once, also for what is scheduled. */
export function send(exchange: Exchange, desk: Desk, key: ApiKey): Answer {
  const { settings, clock, store } = desk
  const forced = exchange.hazard('refuse-all') ?? exchange.hazard('ok-but-refused')
  if (forced) {
    const status = forced.kind === 'ok-but-refused' ? 200 : (forced.status ?? 400)
    const code = String(forced.code ?? 'INVALID_PARAMETERS')
    return errorAnswer(exchange, { status, code, message: forced.message ?? 'Invalid parameters' })
  }
  if (!key.scopes.includes('sms:send') && !key.scopes.includes('*'))
    return errorAnswer(exchange, { status: 403, code: 'FORBIDDEN', message: 'Scope sms:send is required' })
  const now = clock.now()
  const order = readOrder(exchange, settings, now, false)
  if ('code' in order) return errorAnswer(exchange, order)
  if (order.dryRun) {
    const uuid = exchange.hazard('dry-run-uuid') ? { uuid: randomUUID() } : {}
    return json(200, { ...uuid, dryRun: true, ...figures(exchange, order, settings) })
  }
  const valid = order.to.reduce((count, number) => count + (number === null ? 0 : 1), 0)
  const credits = valid * order.parts * settings.price
  if (credits > settings.credit)
    return errorAnswer(exchange, {
      status: 402,
      code: 'INSUFFICIENT_CREDITS',
      message: 'Insufficient credits',
    })
  settings.credit -= credits
  const message: Message = {
    uuid: randomUUID(),
    owner: key.owner,
    sender: order.sender,
    content: order.content,
    parts: order.parts,
    credits,
    given: order.given,
    ...acceptAll(exchange, order, settings),
    at: now,
    scheduled: order.scheduled,
    cancelled: false,
  }
  store.add(message.uuid, message)
  return sendAnswer(exchange, message, settings, now)
}

/** `POST …/cancel`: only what is scheduled and has not begun; the credits come back. */
export function cancel(exchange: Exchange, desk: Desk, message: Message): Answer {
  const { settings, clock, recorder } = desk
  const refuse = (status: number, code: string, text: string) =>
    errorAnswer(exchange, { status, code, message: text })
  if (message.cancelled)
    return refuse(settings.alreadyCancelledStatus, 'ALREADY_CANCELLED', 'SMS is already cancelled')
  if (message.scheduled === null)
    return refuse(settings.notScheduledStatus, 'NOT_SCHEDULED', 'SMS is not scheduled')
  if (clock.now() >= startOf(message))
    return refuse(settings.alreadyProcessingStatus, 'ALREADY_PROCESSING', 'SMS is already processing')
  message.cancelled = true
  settings.credit += message.credits
  message.to.forEach((number, at) => {
    if (message.timelines[at] !== INVALID) recorder.withdraw(number)
  })
  return json(200, { uuid: message.uuid, status: 'cancelled', refunded: message.credits })
}
