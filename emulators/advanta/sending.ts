import { readWallClock } from '../shared/clock.ts'
import type { Base } from '../shared/emulator.ts'
import type { Answer, Exchange } from '../shared/exchange.ts'
import { asObject, strangeKey } from '../shared/exchange.ts'
import { timelineFor, twoSteps } from '../shared/fates.ts'
import { segmentsOf } from '../shared/segments.ts'
import type { Store } from '../shared/store.ts'
import { type Entry, listAnswer, refusal } from './answers.ts'
import { HASH, type Message, NAIROBI, networkOf, readMobile, type Settings } from './settings.ts'

export type Desk = Base<Settings> & {
  store: Store<Message>
  /** Ids count up from the one in the older documents' sample. */
  nextId: () => string
  /** Schedules the pushed reports; resolves when those that come before the answer have been made. */
  announce: (message: Message) => Promise<void> | undefined
}

type Fields = Record<string, unknown>

/** What was sent, from the query (GET), a JSON object or, if allowed, a form; a code when it cannot be read. */
export function readFields(exchange: Exchange, settings: Settings): Fields | number {
  if (exchange.method === 'GET') return Object.fromEntries(exchange.query)
  if (settings.acceptForm && exchange.contentType === 'application/x-www-form-urlencoded')
    return Object.fromEntries(exchange.form())
  if (exchange.contentType !== 'application/json') return 1009
  return exchange.object() ?? 1009
}

/** 0 when the credentials are right, else the code. */
export function checkAccount(fields: Fields, settings: Settings): number {
  const { apikey, partnerID } = fields
  if (apikey === undefined || apikey === '') return 4092
  if (partnerID === undefined || partnerID === '') return 4091
  if (typeof apikey !== 'string' || typeof partnerID !== 'string') return 1009
  return apikey === settings.apikey && partnerID === settings.partnerID ? 0 : 1006
}

/** The text as it will be sent; null when its characters are refused. */
function checkText(text: string, settings: Settings): string | null {
  if (settings.nonGsm === 'send' || segmentsOf(text).encoding === 'gsm') return text
  if (settings.nonGsm === 'refuse') return null
  return Array.from(text, (character) => (segmentsOf(character).encoding === 'gsm' ? character : '?')).join(
    '',
  )
}

/** Milliseconds; null when it is neither a Unix time in seconds nor a date text. A date text is read as Nairobi's. */
function readTime(value: unknown): number | null {
  if (typeof value === 'number') return Number.isInteger(value) && value > 0 ? value * 1000 : null
  if (typeof value !== 'string') return null
  return /^\d{9,10}$/.test(value) ? Number(value) * 1000 : readWallClock(value, NAIROBI)
}

type Order = { text: string; shortcode: string; due: number }

/** What is the same for all numbers of one request; a code when it is refused. */
function readOrder(fields: Fields, now: number, settings: Settings): Order | number {
  const { message, shortcode, timeToSend } = fields
  if (shortcode === undefined || shortcode === '' || message === undefined || message === '') return 4093
  if (typeof message !== 'string' || typeof shortcode !== 'string') return 1009
  if (!settings.shortcodes.includes(shortcode)) return 1001
  const text = checkText(message, settings)
  if (text === null) return 1009
  const due = timeToSend === undefined || timeToSend === '' ? now : readTime(timeToSend)
  return due === null ? 1009 : { text, shortcode, due }
}

/** Accepts one SMS or gives the code with which this number is refused. */
function accept(exchange: Exchange, desk: Desk, to: string, order: Order): Message | number {
  const { settings, clock, store } = desk
  const refused = exchange.hazardFor('refuse', to)
  if (refused) return Number(refused.code ?? 1003)
  const network = networkOf(to)
  if (settings.networksRefused.includes(network)) return 1002
  const parts = segmentsOf(order.text).parts
  if (settings.credit < parts) return 1004
  settings.credit -= parts
  exchange.accept(to)
  const usual = twoSteps(settings.receiptMs, settings.onTheWay, settings.final)
  const at = clock.now()
  const message = {
    id: desk.nextId(),
    to,
    text: order.text,
    shortcode: order.shortcode,
    parts,
    network,
    at,
    // A time that has passed: sent at once.
    due: Math.max(order.due, at),
    timeline: timelineFor(exchange, to, usual),
  }
  store.add(message.id, message)
  return message
}

async function announceAll(desk: Desk, entries: readonly Entry[]): Promise<void> {
  for (const { message } of entries) {
    const early = message && desk.announce(message)
    if (early) await early
  }
}

const ALLOWED = ['apikey', 'partnerID', 'message', 'shortcode', 'mobile', 'timeToSend']

/** The numbers of a comma-separated list; a single hash for the hashed route. */
function readList(fields: Fields, hashed: boolean): string[] | number {
  const { mobile } = fields
  if (typeof mobile !== 'string') return mobile === undefined ? 1003 : 1009
  const list = mobile.split(',').map((number) => number.trim())
  return hashed && list.length > 1 ? 1003 : list
}

/** `sendsms` and `sendotp`: one text to one or many numbers. Only `sendotp` by POST takes `hashed: true`. */
export async function sendList(exchange: Exchange, desk: Desk, otp: boolean): Promise<Answer> {
  const { settings, clock } = desk
  const refuse = (code: number) => refusal(exchange, settings, code)
  const forced = exchange.hazard('refuse-all')
  if (forced) return refusal(exchange, settings, Number(forced.code ?? 4090), forced.message)
  const fields = readFields(exchange, settings)
  if (typeof fields === 'number') return refuse(fields)
  const code = checkAccount(fields, settings)
  if (code) return refuse(code)
  const allowed = otp && exchange.method === 'POST' ? [...ALLOWED.slice(0, -1), 'hashed'] : ALLOWED
  if (strangeKey(fields, allowed) !== undefined) return refuse(1009)
  if (fields.hashed !== undefined && typeof fields.hashed !== 'boolean') return refuse(1009)
  const hashed = fields.hashed === true
  const list = readList(fields, hashed)
  if (typeof list === 'number') return refuse(list)
  const most = exchange.method === 'GET' ? 1 : settings.listLimit
  if (list.length > most) return refuse(settings.tooManyCode)
  const order = readOrder(fields, clock.now(), settings)
  if (typeof order === 'number') return refuse(order)
  const entries = list.map((number): Entry => {
    const to = hashed ? (HASH.test(number) ? number : null) : readMobile(number)
    if (to === null) return { code: 1003, mobile: number, otp }
    const result = accept(exchange, desk, to, order)
    return typeof result === 'number'
      ? { code: result, mobile: to, otp }
      : { code: 200, mobile: to, message: result, otp }
  })
  await announceAll(desk, entries)
  return listAnswer(exchange, entries)
}

const BULK_ALLOWED = ['partnerID', 'apikey', 'pass_type', 'clientsmsid', 'mobile', 'message', 'shortcode']

/** One entry of `smslist`; credentials and sender are those of the first. */
function acceptEntry(exchange: Exchange, desk: Desk, fields: Fields, shortcode: unknown): Entry {
  const clientsmsid = fields.clientsmsid ?? null
  const mobile = typeof fields.mobile === 'string' ? fields.mobile : ''
  if (strangeKey(fields, BULK_ALLOWED) !== undefined || fields.pass_type !== 'plain')
    return { code: 1009, mobile, clientsmsid }
  const order = readOrder({ message: fields.message, shortcode }, desk.clock.now(), desk.settings)
  if (typeof order === 'number') return { code: order, mobile, clientsmsid }
  const to = readMobile(mobile)
  if (to === null) return { code: 1003, mobile, clientsmsid }
  const result = accept(exchange, desk, to, order)
  return typeof result === 'number'
    ? { code: result, mobile: to, clientsmsid }
    : { code: 200, mobile: to, message: result, clientsmsid }
}

/** `sendbulk`: a text of its own for each number. */
export async function sendBulk(exchange: Exchange, desk: Desk): Promise<Answer> {
  const { settings } = desk
  const refuse = (code: number) => refusal(exchange, settings, code)
  const forced = exchange.hazard('refuse-all')
  if (forced) return refusal(exchange, settings, Number(forced.code ?? 4090), forced.message)
  const fields = readFields(exchange, { ...settings, acceptForm: false })
  if (typeof fields === 'number') return refuse(fields)
  const { count, smslist } = fields
  if (strangeKey(fields, ['count', 'smslist']) !== undefined || !Array.isArray(smslist)) return refuse(1009)
  const list = smslist.map(asObject)
  const first = list[0]
  if (count !== list.length || !first || list.includes(null)) return refuse(1009)
  const code = checkAccount(first, settings)
  if (code) return refuse(code)
  if (list.length > settings.bulkLimit) return refuse(1012)
  const entries = list.map((entry) => acceptEntry(exchange, desk, entry ?? {}, first.shortcode))
  await announceAll(desk, entries)
  return listAnswer(exchange, entries)
}
