/**
 * The bulk gateway that Advanta Africa and other Kenyan resellers run, as their documents describe it:
 * https://developers.advantasms.com (source: https://github.com/harrykerry/advanta-africa-apis)
 * https://www.textsms.co.ke/bulk-sms-api · https://sunfacegroup.co.ke/bulk-sms-api · https://celcomafrica.com/developers-center
 *
 * Assumed, because no page says it:
 * - a missing text or sender is 4093, a wrong type or an unknown field 1009;
 * - credit that runs out in the middle of a list refuses the rest with 1004, number by number;
 * - an entry that is refused has neither `messageid` nor `networkid`; `mobile` comes back as 254…;
 * - a `timeToSend` without zone is Nairobi's, one that has passed is sent at once, a scheduled SMS gets its id at once;
 * - `count` must be the length of `smslist`; a hashed send names one number; a plus before a number is refused;
 * - pushed reports are not repeated, and come for each step, not for the last alone.
 */
import { type Base, type Company, openEmulator, type Where } from '../shared/emulator.ts'
import type { Answer, Exchange } from '../shared/exchange.ts'
import { asObject } from '../shared/exchange.ts'
import { createPusher } from '../shared/pusher.ts'
import type { Operation } from '../shared/server.ts'
import { createStore } from '../shared/store.ts'
import { refusal } from './answers.ts'
import { announce, getBalance, getReport, pushOf } from './reports.ts'
import { type Desk, sendBulk, sendList } from './sending.ts'
import { canonical, defaults, KINDS, type Message, type Settings } from './settings.ts'

/** A reply to the short code. `interactive` ones name the sender `msisdn`, others `mobile`. */
type InboundReply = { from: string; shortcode: string; message: string; interactive?: boolean }

const FIRST_ID = 8_290_842

function listed(exchange: Exchange): readonly string[] {
  const mobile = exchange.method === 'GET' ? exchange.query.get('mobile') : exchange.object()?.mobile
  return typeof mobile === 'string' ? mobile.split(',').map((number) => canonical(number.trim())) : []
}

function listedInBulk(exchange: Exchange): readonly string[] {
  const list = exchange.object()?.smslist
  if (!Array.isArray(list)) return []
  return list.flatMap((entry) => {
    const mobile = asObject(entry)?.mobile
    return typeof mobile === 'string' ? [canonical(mobile)] : []
  })
}

function operations(desk: Desk): Readonly<Record<string, Operation>> {
  /** 1010 where the method is not one of those that the document shows. */
  const by = (methods: string, run: Operation['run']) => (exchange: Exchange) =>
    methods.includes(exchange.method) ? run(exchange) : refusal(exchange, desk.settings, 1010)
  return {
    sendsms: {
      name: 'sendsms',
      sends: true,
      numbers: listed,
      run: by('GET POST', (exchange) => sendList(exchange, desk, false)),
    },
    sendotp: {
      name: 'sendotp',
      sends: true,
      numbers: listed,
      run: by('GET POST', (exchange) => sendList(exchange, desk, true)),
    },
    sendbulk: {
      name: 'sendbulk',
      sends: true,
      numbers: listedInBulk,
      run: by('POST', (exchange) => sendBulk(exchange, desk)),
    },
    getdlr: { name: 'getdlr', run: by('GET POST', (exchange) => getReport(exchange, desk)) },
    getbalance: { name: 'getbalance', run: by('GET POST', (exchange) => getBalance(exchange, desk)) },
  }
}

/** With or without the slash at the end: the older documents write it, the newer ones do not. */
const PATH = /^\/api\/services\/([a-z]+)\/?$/

const notFound = (): Answer => ({
  status: 404,
  body: '<html><body><h1>Not Found</h1></body></html>',
  contentType: 'text/html; charset=UTF-8',
})

function build(base: Base<Settings>) {
  const { settings, clock } = base
  const store = createStore<Message>(settings.maxMessages)
  const pusher = createPusher(clock)
  let lastId = FIRST_ID
  const desk: Desk = {
    ...base,
    store,
    nextId: () => String(++lastId),
    announce: (message) => announce(message, settings, pusher),
  }
  const known = operations(desk)
  return {
    api: {
      maxBody: 8 * 1024 * 1024,
      find: ({ path }: Exchange) => known[PATH.exec(path)?.[1] ?? ''],
      absent: notFound,
      failure: (exchange: Exchange, status: number, message?: string) => ({
        ...refusal(exchange, settings, status === 429 ? 4090 : 1007, message),
        status,
      }),
    },
    account: (url: string) => ({
      settings: { baseUrl: url, allowPrivateHosts: true },
      secrets: { apikey: settings.apikey, partnerID: settings.partnerID },
    }),
    extra: {
      /** What was accepted, oldest first; of one number, in digits or as a hash, or all. */
      messages: (to?: string): Message[] =>
        [...store.values()].filter((message) => to === undefined || message.to === to),
      /** The calls to `callbackUrl` and `inboundUrl` so far. */
      pushes: pusher.made,
      pushesWaiting: pusher.waiting,
      /** Resolves when every report that is due has been pushed. */
      settled: pusher.settled,
      /** Pushes a report of any content now; the status of the answer. */
      pushReport: (values: Record<string, string>) =>
        pusher.now(pushOf(settings.callbackUrl, settings, values)),
      /** Pushes a reply to `inboundUrl` now; the status of the answer. */
      inbound: ({ from, shortcode, message, interactive }: InboundReply) =>
        pusher.now(
          pushOf(
            settings.inboundUrl || settings.callbackUrl,
            settings,
            interactive
              ? { shortcode, msisdn: from, message, partnerId: settings.partnerID }
              : { shortcode, mobile: from, message },
          ),
        ),
    },
    reset: () => {
      store.clear()
      pusher.reset()
    },
    close: pusher.close,
  }
}

const company = { name: 'advanta', path: '', defaults, kinds: KINDS, canonical, build } satisfies Company<
  Settings,
  object
>

/** Starts it on a free loopback port (or `port`); the other options are its settings. */
export const startEmulator = (options: Partial<Settings> & Where = {}) => openEmulator(company, options)
