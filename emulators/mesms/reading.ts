import { type Answer, type Exchange, json } from '../shared/exchange.ts'
import { type Desk, errorAnswer } from './sending.ts'
import type { Settings } from './settings.ts'
import {
  MESSAGE_STATUSES,
  type Message,
  RECIPIENT_STATUSES,
  startOf,
  statusOf,
  statusOfRecipient,
  summaryOf,
} from './store.ts'

const iso = (ms: number) => new Date(ms).toISOString()

const refuse = (exchange: Exchange, message: string) =>
  errorAnswer(exchange, { status: 400, code: 'INVALID_PARAMETERS', message }, false)

/** A whole number within bounds; null for anything else. */
function whole(text: string | null, otherwise: number, least: number, most: number): number | null {
  if (text === null) return otherwise
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : null
}

function rowOf(message: Message, now: number, settings: Settings): Record<string, unknown> {
  return {
    uuid: message.uuid,
    sender: message.sender,
    content: message.content,
    status: statusOf(message, now, settings),
    total: message.to.length,
    parts: message.parts,
    credits: message.credits,
    scheduledTime: message.scheduled === null ? null : iso(message.scheduled),
    createdAt: iso(message.at),
  }
}

/** `GET …/sms`: the owner's messages, most recent first. */
export function listMessages(exchange: Exchange, { settings, clock, store }: Desk, owner: string): Answer {
  const { query } = exchange
  const wanted = query.get('status')
  if (wanted !== null && !MESSAGE_STATUSES.some((status) => status === wanted))
    return refuse(exchange, 'Unknown status')
  const page = whole(query.get('page'), 1, 1, 1e9)
  const limit = whole(query.get('limit'), settings.pageSize, 1, settings.maxPageSize)
  if (page === null || limit === null) return refuse(exchange, 'Invalid page or limit')
  const now = clock.now()
  const own = [...store.values()].filter(
    (message) => message.owner === owner && (wanted === null || statusOf(message, now, settings) === wanted),
  )
  const rows = own.reverse().slice((page - 1) * limit, page * limit)
  const data = rows.map((message) => rowOf(message, now, settings))
  return json(200, { [settings.listKey || 'messages']: data, total: own.length, page, limit })
}

/** `GET …/sms/{uuid}`; `drSummary` once the send is complete. */
export function getMessage(exchange: Exchange, { settings, clock }: Desk, message: Message): Answer {
  const now = clock.now()
  const status = statusOf(message, now, settings)
  const counts = summaryOf(message, now)
  const list = settings.summaryForm === 'list' || exchange.hazard('summary-object') !== undefined
  const summary = list
    ? [...counts].map(([name, count]) => ({ status: name, count }))
    : Object.fromEntries(RECIPIENT_STATUSES.map((name) => [name, counts.get(name) ?? 0]))
  const complete = status === 'sent' || status === 'failed'
  return json(200, { ...rowOf(message, now, settings), ...(complete && { drSummary: summary }) })
}

type Page = { positions: number[]; next: number; more: boolean }

/** From a position on, at most `limit` recipients with the wanted status. */
function pageFrom(message: Message, from: number, limit: number, now: number, wanted: string | null): Page {
  const elapsed = now - startOf(message)
  const matches = (at: number) => {
    const timeline = message.timelines[at]
    if (!timeline || message.hidden.has(at)) return false
    return wanted === null || statusOfRecipient(timeline, elapsed) === wanted
  }
  const positions: number[] = []
  let at = from
  for (; at < message.to.length && positions.length < limit; at++) if (matches(at)) positions.push(at)
  const next = at
  while (at < message.to.length && !matches(at)) at++
  return { positions, next, more: at < message.to.length }
}

function recipientRow(exchange: Exchange, message: Message, at: number, now: number, settings: Settings) {
  const asSent = settings.rowForm === 'as-sent' || exchange.hazard('rows-as-sent') !== undefined
  const timeline = message.timelines[at] ?? []
  return {
    msisdn: (asSent ? message.given : message.to)[at],
    status: statusOfRecipient(timeline, now - startOf(message)),
    updatedAt: iso(Math.min(now, startOf(message) + settings.receiptMs)),
  }
}

function writeCursor(exchange: Exchange, from: number, page: Page): Record<string, unknown> {
  const more = exchange.hazard('empty-page') !== undefined || page.more
  if (exchange.hazard('cursor-missing')) return { hasMore: true }
  if (exchange.hazard('cursor-stuck')) return { nextCursor: from, hasMore: true }
  const nextCursor = exchange.hazard('cursor-text') ? String(page.next) : page.next
  return { nextCursor: more ? nextCursor : null, hasMore: more }
}

/** `GET …/sms/{uuid}/recipients`: by cursor with `after`, else by page with `total`. Statuses move while one reads. */
export function listRecipients(exchange: Exchange, { settings, clock }: Desk, message: Message): Answer {
  const { query } = exchange
  const wanted = query.get('status')
  if (wanted !== null && !RECIPIENT_STATUSES.some((status) => status === wanted))
    return refuse(exchange, 'Unknown status')
  const limit = whole(query.get('limit'), settings.pageSize, 1, settings.maxPageSize)
  const after = whole(query.get('after'), 0, 0, 1e9)
  const page = whole(query.get('page'), 1, 1, 1e9)
  if (limit === null || after === null || page === null)
    return refuse(exchange, 'Invalid after, page or limit')
  const now = clock.now()
  const counts = summaryOf(message, now)
  const summary = exchange.hazard('summary-object')
    ? Object.fromEntries(counts)
    : [...counts].map(([status, count]) => ({ status, count }))
  const rows = (positions: readonly number[]) =>
    positions.map((at) => recipientRow(exchange, message, at, now, settings))
  const shared = exchange.hazard('summary-missing') ? {} : { summary }
  const key = settings.listKey || 'recipients'
  if (!query.has('after')) {
    const all = pageFrom(message, 0, message.to.length, now, wanted).positions
    const data = rows(all.slice((page - 1) * limit, page * limit))
    return json(200, { [key]: data, total: all.length, page, limit, ...shared })
  }
  const from = exchange.hazard('page-again') ? Math.max(0, after - Math.floor(limit / 2)) : after
  const found = pageFrom(message, from, limit, now, wanted)
  const data = exchange.hazard('empty-page') ? [] : rows(found.positions)
  return json(200, { [key]: data, ...writeCursor(exchange, after, found), ...shared })
}
