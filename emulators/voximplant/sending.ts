import type { Base } from '../shared/emulator.ts'
import { type Answer, type Exchange, json } from '../shared/exchange.ts'
import { BEFORE_ANSWER, timelineFor, twoSteps } from '../shared/fates.ts'
import { segmentsOf } from '../shared/segments.ts'
import type { Account } from './account.ts'
import { MEANINGS, refusal } from './codes.ts'
import type { History } from './history.ts'
import { flag, type Parameters } from './parameters.ts'
import { canonical, type Message, type Settings } from './settings.ts'

export type Desk = Base<Settings> & {
  account: Account
  history: History
  /** Pushes an A2P state, where that is switched on. */
  pushState: (message: Message, state: string, due: number) => Promise<void>
}

/** Digits with the country code; null when the company refuses the form. */
function readNumber(text: string, settings: Settings): string | null {
  const digits = settings.acceptPlus ? canonical(text) : text
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : null
}

const strange = (parameters: Parameters, allowed: readonly string[]) =>
  [...parameters.keys()].some((name) => !allowed.includes(name))

/** Takes the price of `fragments` from the account; false when there is not enough money. */
function pay(settings: Settings, fragments: number): boolean {
  const cost = fragments * settings.price
  if (settings.balance + settings.creditLimit < cost) return false
  // Rounded, or ten thousand times 0.01 would not add up to 100.
  settings.balance = Math.round((settings.balance - cost) * 1e6) / 1e6
  return true
}

type Outgoing = Pick<Message, 'kind' | 'from' | 'to' | 'text' | 'stored' | 'fragments'>

function record(exchange: Exchange, desk: Desk, outgoing: Outgoing, failure: string | null): Message {
  const { settings, clock, history } = desk
  const usual = twoSteps(settings.receiptMs, settings.onTheWay, settings.final)
  return history.add({
    ...outgoing,
    direction: 'OUT',
    // The company's own sample shows a price on a failed row.
    cost: outgoing.fragments * settings.price,
    failure,
    at: clock.now(),
    timeline: failure === null ? timelineFor(exchange, outgoing.to, usual) : [{ after: 0, state: 'FAILED' }],
  })
}

/** SendSmsMessage: at most 765 characters from a bought number to one number. */
export function sendSmsMessage(exchange: Exchange, desk: Desk, parameters: Parameters): Answer {
  const { settings, account } = desk
  const refuse = (code: number) => refusal(exchange, settings, code)
  if (strange(parameters, ['source', 'destination', 'sms_body', 'store_body'])) return refuse(101)
  const source = readNumber(parameters.get('source') ?? '', settings)
  if (source === null) return refuse(422)
  const to = readNumber(parameters.get('destination') ?? '', settings)
  if (to === null) return refuse(423)
  const text = parameters.get('sms_body') ?? ''
  if (text === '') return refuse(101)
  if (text.length > 765) return refuse(499)
  const stored = flag(parameters.get('store_body'), settings.storeBodyByDefault)
  if (stored === null) return refuse(101)
  const own = account.find(source)
  if (!own || own.deactivated || !own.can_be_used) return refuse(422)
  if (!own.is_sms_supported) return refuse(528)
  if (!own.is_sms_enabled) return refuse(386)
  const fragments = segmentsOf(text).parts
  const outgoing = { kind: 'sms', from: source, to, text, stored, fragments } as const
  const refused = exchange.hazardFor('refuse', to)
  if (refused) {
    const code = Number(refused.code ?? 385)
    if (code === 385) record(exchange, desk, { ...outgoing, fragments: 0 }, `Error send sms to ${to}`)
    return refuse(code)
  }
  if (!pay(settings, fragments)) return refuse(127)
  exchange.accept(to)
  const message = record(exchange, desk, outgoing, null)
  const id = exchange.hazard('id-text') ? String(message.id) : message.id
  return json(200, {
    result: 1,
    ...(!exchange.hazard('without-id') && { message_id: id }),
    fragments_count: fragments,
  })
}

type Failed = { destination_number: string; error_description: string; error_code: number }

const failed = (destination_number: string, code: number): Failed => ({
  destination_number,
  error_description: MEANINGS[code] ?? 'Unknown error.',
  error_code: code,
})

function entryOf(exchange: Exchange, message: Message): Record<string, unknown> {
  const id = exchange.hazard('id-text') ? String(message.id) : message.id
  const entry: Record<string, unknown> = { destination_number: message.to }
  if (exchange.hazard('without-id')) return entry
  return exchange.hazard('transaction-id')
    ? { transaction_id: message.transaction, ...entry }
    : { message_id: id, ...entry }
}

type Mass = { from: string; text: string; stored: boolean; fragments: number; numbers: string[] }

/** What A2PSendSms was asked to do, or the code with which all of it is refused. */
function readMass(parameters: Parameters, settings: Settings): Mass | number {
  if (strange(parameters, ['src_number', 'dst_numbers', 'text', 'store_body'])) return 101
  const from = parameters.get('src_number') ?? ''
  const list = parameters.get('dst_numbers') ?? ''
  const text = parameters.get('text') ?? ''
  if (!settings.senderIds.includes(from)) return 507
  if (list === '') return 101
  const numbers = list.split(';')
  if (numbers.length > 100) return 497
  if (text === '') return 508
  if (text.length > 1_600) return 499
  const stored = flag(parameters.get('store_body'), settings.storeBodyByDefault)
  return stored === null ? 101 : { from, text, stored, fragments: segmentsOf(text).parts, numbers }
}

/** Accepts one number of A2PSendSms, or says why not. */
function acceptOne(exchange: Exchange, desk: Desk, mass: Mass, number: string): Message | Failed {
  const { settings } = desk
  const to = readNumber(number, settings)
  if (to === null) return failed(number, 121)
  const outgoing = { kind: 'a2p', from: mass.from, to, text: mass.text, stored: mass.stored } as const
  const refused = exchange.hazardFor('refuse', to)
  if (refused) {
    record(exchange, desk, { ...outgoing, fragments: 0 }, `Error send sms to ${to} from ${mass.from}`)
    return failed(to, Number(refused.code ?? 385))
  }
  if (!pay(settings, mass.fragments)) return failed(to, 127)
  exchange.accept(to)
  return record(exchange, desk, { ...outgoing, fragments: mass.fragments }, null)
}

/** A2PSendSms: one text from a SenderID to at most 100 numbers, some of which may fail. */
export async function a2pSendSms(exchange: Exchange, desk: Desk, parameters: Parameters): Promise<Answer> {
  const { settings } = desk
  if (!settings.a2pEnabled) return refusal(exchange, settings, 509)
  const mass = readMass(parameters, settings)
  if (typeof mass === 'number') return refusal(exchange, settings, mass)
  const result: Record<string, unknown>[] = []
  const failures: Failed[] = []
  for (const number of mass.numbers) {
    const outcome = acceptOne(exchange, desk, mass, number)
    if ('error_code' in outcome) failures.push(outcome)
    else {
      for (const step of outcome.timeline)
        if (step.after === BEFORE_ANSWER) await desk.pushState(outcome, step.state, 0)
        else void desk.pushState(outcome, step.state, outcome.at + step.after)
      if (!exchange.hazardFor('omit', outcome.to)) result.push(entryOf(exchange, outcome))
    }
  }
  if (exchange.hazard('shuffle')) {
    result.reverse()
    failures.reverse()
  }
  return json(200, { result, failed: failures, fragments_count: mass.fragments })
}
