import { RECEIPT_KINDS, type Timeline } from '../shared/fates.ts'
import type { HazardScope } from '../shared/hazards.ts'

export const defaults = {
  apikey: 'advanta-apikey',
  partnerID: '12345',
  /** The sender ids of the account; case matters. */
  shortcodes: ['ADVANTA', 'LONGWAVE'],
  /** SMS units. */
  credit: 10_000_000,
  /** Most entries of one `smslist`: 1,000 at Advanta, 20 in the older documents of its resellers. */
  bulkLimit: 1_000,
  /** Most numbers of one `sendsms`. */
  listLimit: 1_000,
  /** `1104` in the code table, which may be a slip for 1014. */
  tooManyCode: 1104,
  /** HTTP status of a refusal; live clients report 200. */
  refusalStatus: 200,
  /** What `getdlr` says while there is no report: 1008, or 1009 as in its sample. */
  pendingCode: 1008,
  /** Bodies as forms besides JSON: reported to work, not documented. */
  acceptForm: false,
  /** Texts outside GSM 7-bit: `send` them, `refuse` them with 1009, or `replace` each such character by `?`. */
  nonGsm: 'send',
  /** Network ids (1 Safaricom, 2 Airtel, 3 Telkom) that get 1002. */
  networksRefused: [] as number[],
  /** Where delivery reports are pushed; empty: nowhere. */
  callbackUrl: '',
  callbackMethod: 'POST',
  /** `json`, `form` or `query`. */
  callbackForm: 'json',
  /** Where replies to the short code are pushed. */
  inboundUrl: '',
  /** When the network takes the SMS, ms after it was accepted; the phone has it after twice that. */
  receiptMs: 100,
  onTheWay: 'SentToNetwork',
  final: 'DeliveredToTerminal',
  maxMessages: 1_000_000,
}

export type Settings = typeof defaults

export const KINDS: Readonly<Record<string, HazardScope>> = {
  ...RECEIPT_KINDS,
  /** `respose-code` in place of `response-code`, as several resellers write it. */
  'misspelt-key': 'request',
  'id-text': 'request',
  'id-number': 'request',
  'mobile-number': 'request',
  'network-text': 'request',
  /** Codes in quotes. */
  'code-text': 'request',
  'array-envelope': 'request',
  'payload-envelope': 'request',
  /** One entry of its own, not in a list. */
  'bare-entry': 'request',
  /** The entries in reverse. */
  shuffle: 'request',
  /** `clientsmsid` comes back as text, or not at all. */
  'client-id-text': 'request',
  'client-id-missing': 'request',
  /** The whole request is refused by one bare object with `code`. */
  'refuse-all': 'request',
  /** The stray quote mark of the document's own error sample. */
  'stray-quote': 'request',
  /** Refusals come with `status` instead of 200. */
  'refusal-status': 'request',
  /** One number is refused with `code` (1003). */
  refuse: 'number',
  /** Accepted, but not mentioned in the answer. */
  omit: 'number',
  /** Accepted once, mentioned twice. */
  repeat: 'number',
}

/** One SMS that was accepted. */
export type Message = {
  id: string
  /** Digits with country code, or the hash as it came. */
  to: string
  text: string
  shortcode: string
  parts: number
  network: number
  /** When it was accepted, and when it is to leave (the same unless scheduled); ms. */
  at: number
  due: number
  timeline: Timeline
}

/** https://developers.advantasms.com: "Sample response codes", with the words of "Common errors" where it has some. */
export const MEANINGS: Readonly<Record<number, string>> = {
  200: 'Success',
  1001: 'Sender is not assigned',
  1002: 'Network not allowed',
  1003: 'Invalid mobile number',
  1004: 'Low bulk credits',
  1005: 'Failed. System error',
  1006: 'Invalid credentials',
  1007: 'Failed. System error',
  1008: 'No Delivery Report',
  1009: 'Unsupported data type',
  1010: 'Unsupported request type',
  1012: 'Too Many messages on SMS LIST',
  1014: 'Too many comma separated contacts',
  1104: 'Too many comma separated contacts',
  4090: 'Internal Error. Try again after 5 minutes',
  4091: 'No Partner ID is Set',
  4092: 'No API KEY Provided',
  4093: 'Details Not Found',
}

/** Kenya, UTC+3 all year; the documents name no zone. */
export const NAIROBI = 3

const MOBILE = /^(?:254|0)([17]\d{8})$/
export const HASH = /^[0-9a-f]{64}$/

/** `2547…` or `07…` as digits with the country code; null for anything else, a plus included. */
export function readMobile(text: string): string | null {
  const match = MOBILE.exec(text)
  return match ? `254${match[1]}` : null
}

/** The recorder's form of a number. */
export const canonical = (text: string) => readMobile(text.replace(/^\+/, '')) ?? text

/** By prefix; portability makes it a guess. */
export function networkOf(to: string): number {
  if (/^254(73|75|78|10)/.test(to)) return 2
  return to.startsWith('25477') ? 3 : 1
}
