import { readWallClock, wallClock } from '../shared/clock.ts'
import { type Answer, type Exchange, json } from '../shared/exchange.ts'
import { stepAt } from '../shared/fates.ts'
import { createStore } from '../shared/store.ts'
import { refusal } from './codes.ts'
import { integer, type Parameters } from './parameters.ts'
import type { Message, Settings } from './settings.ts'

export type History = {
  add: (message: Omit<Message, 'id' | 'transaction'>) => Message
  all: () => Message[]
  /** Newest first; of one destination, or all. */
  newest: (to?: string) => Message[]
  clear: () => void
}

/** Keeps what was sent and received, with an index by destination: a look-up after a timeout names one. */
export function createHistory(max: number): History {
  let lastId = 3_996_473
  const byDestination = new Map<string, Message[]>()
  const store = createStore<Message>(max, (dropped) => {
    const left = (byDestination.get(dropped.to) ?? []).filter((message) => message !== dropped)
    if (left.length > 0) byDestination.set(dropped.to, left)
    else byDestination.delete(dropped.to)
  })
  return {
    add: (message) => {
      lastId += 1
      const added = { ...message, id: lastId, transaction: lastId + 500_000_000 }
      store.add(String(lastId), added)
      const siblings = byDestination.get(added.to)
      if (siblings) siblings.push(added)
      else byDestination.set(added.to, [added])
      return added
    },
    all: () => [...store.values()],
    newest: (to) => (to === undefined ? [...store.values()] : [...(byDestination.get(to) ?? [])]).reverse(),
    clear: () => {
      store.clear()
      byDestination.clear()
    },
  }
}

const STATES = 'QUEUED DISPATCHED ABORTED REJECTED DELIVERED FAILED EXPIRED UNKNOWN'.split(' ')

/** The A2P state of the moment; QUEUED until the network has it. */
const deliveryOf = (message: Message, now: number): string =>
  stepAt(message.timeline, now - message.at)?.state ?? 'QUEUED'

const common = 'message_id source_number destination_number count offset from_date to_date output'.split(' ')

type Question = {
  ids: Set<number> | null
  from: number
  to: number
  count: number
  offset: number
  direction: string
  delivery: string
  output: string
}

/** The filters, or the code with which they are refused. Dates are UTC. */
function readQuestion(parameters: Parameters, a2p: boolean): Question | number {
  const allowed = [...common, a2p ? 'delivery_status' : 'direction']
  if ([...parameters.keys()].some((name) => !allowed.includes(name))) return 101
  const count = integer(parameters.get('count'), 1_000, 1, 1_000)
  const offset = integer(parameters.get('offset'), 0, 0, 1e12)
  const state = integer(parameters.get('delivery_status'), 0, 1, 8)
  if (count === null || offset === null || state === null) return 497
  const date = (name: string, otherwise: number) => {
    const text = parameters.get(name)
    return text === undefined ? otherwise : readWallClock(text)
  }
  const from = date('from_date', 0)
  const to = date('to_date', Number.MAX_SAFE_INTEGER)
  if (from === null || to === null) return 101
  const direction = (parameters.get('direction') ?? '').toUpperCase()
  if (!['', 'IN', 'OUT'].includes(direction)) return 470
  const output = parameters.get('output') ?? 'json'
  // Spreadsheets are not emulated.
  if (!['json', 'csv'].includes(output)) return 101
  const list = parameters.get('message_id')
  if (list !== undefined && !/^\d+(;\d+)*$/.test(list)) return 101
  const ids = list === undefined ? null : new Set(list.split(';').map(Number))
  return { ids, from, to, count, offset, direction, delivery: STATES[state - 1] ?? '', output }
}

/** A send shows with whole seconds, so it is compared so. */
const secondOf = (ms: number) => Math.floor(ms / 1000) * 1000

function rowOf(message: Message, now: number, settings: Settings): Record<string, unknown> {
  const number = (text: string) =>
    settings.historyNumbers === 'number' && /^\d+$/.test(text) ? Number(text) : text
  const { kind } = message
  const status = message.failure !== null ? '2' : stepAt(message.timeline, now - message.at) ? '1' : '3'
  return {
    message_id: message.id,
    ...(kind === 'sms' && { direction: message.direction }),
    source_number: number(message.from),
    destination_number: number(message.to),
    fragments: message.fragments,
    cost: message.cost,
    status_id: status,
    ...(message.failure !== null && { error_message: message.failure }),
    [kind === 'sms' ? 'processed_date' : 'processing_date']: wallClock(message.at),
    transaction_id: message.transaction,
    ...(kind === 'a2p' && { delivery_status: deliveryOf(message, now) }),
    ...(message.stored && { text: message.text }),
  }
}

const quoted = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`

function csv(rows: readonly Record<string, unknown>[]): Answer {
  const names = Object.keys(rows[0] ?? {})
  const lines = rows.map((row) => names.map((name) => quoted(row[name])).join(','))
  return { status: 200, body: [names.join(','), ...lines].join('\n'), contentType: 'text/csv; charset=utf-8' }
}

export type HistoryDesk = { settings: Settings; history: History; clock: { now: () => number } }

/** GetSmsHistory and A2PGetSmsHistory, newest first. */
export function getHistory(
  exchange: Exchange,
  desk: HistoryDesk,
  parameters: Parameters,
  kind: Message['kind'],
): Answer {
  const { settings, history, clock } = desk
  const question = readQuestion(parameters, kind === 'a2p')
  if (typeof question === 'number') return refusal(exchange, settings, question)
  const now = clock.now()
  const source = parameters.get('source_number')
  const matching = history
    .newest(parameters.get('destination_number'))
    .filter(
      (message) =>
        message.kind === kind &&
        message.at + settings.historyDelayMs <= now &&
        (source === undefined || message.from === source) &&
        (question.ids === null || question.ids.has(message.id)) &&
        secondOf(message.at) >= question.from &&
        secondOf(message.at) <= question.to &&
        (question.direction === '' || message.direction === question.direction) &&
        (question.delivery === '' || deliveryOf(message, now) === question.delivery),
    )
  const rows = matching
    .slice(question.offset, question.offset + question.count)
    .map((message) => rowOf(message, now, settings))
  return question.output === 'csv' ? csv(rows) : json(200, { result: rows, total_count: matching.length })
}
