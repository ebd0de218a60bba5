import { RECEIPT_KINDS } from '../shared/fates.ts'
import type { HazardScope } from '../shared/hazards.ts'

export type ApiKey = { key: string; scopes: string[]; owner: string }

export type Sender = { name: string; status: 'approved' | 'pending' | 'rejected'; shared: boolean }

export const defaults = {
  keys: [
    { key: 'mesms-key', scopes: ['sms:send'], owner: 'longwave' },
    { key: 'mesms-read-only', scopes: ['sms:read'], owner: 'longwave' },
    { key: 'mesms-stranger', scopes: ['*'], owner: 'somebody-else' },
  ] as ApiKey[],
  senders: [
    { name: 'LONGWAVE', status: 'approved', shared: false },
    { name: 'MESMS', status: 'approved', shared: true },
    { name: 'WAITING', status: 'pending', shared: false },
    { name: 'REFUSED', status: 'rejected', shared: false },
  ] as Sender[],
  credit: 10_000_000,
  /** Credits that one part costs. */
  price: 1,
  /** By id; placeholders as in `{{name}}`. */
  templates: { '1': 'Hello {{name}}' } as Record<string, string>,
  /** By id: the numbers of a contact group. */
  groups: { '1': ['66812345678', '66898765432'] } as Record<string, string[]>,
  maxNumbers: 2_000_000,
  maxCharacters: 1_000,
  /** A number of another form: `refuse` the request, or take it with the status `invalid`. */
  badNumbers: 'refuse',
  /** The same number twice in one request: `send` twice or `merge`. */
  duplicates: 'send',
  /** The answer to a number: `66`, or `as-sent`. */
  rowForm: '66',
  /** HTTP statuses of the three cancel codes; the document says 400 or 409. */
  notScheduledStatus: 400,
  alreadyCancelledStatus: 409,
  alreadyProcessingStatus: 409,
  /** How long a message is pending (processing) after it was accepted or became due, ms. */
  processingMs: 200,
  /** When recipients get their final status, ms after that. */
  receiptMs: 300,
  final: 'success',
  pageSize: 100,
  maxPageSize: 1_000,
  /** The name of the list in answers that hold one; empty: `messages`, `recipients`, `senders`. */
  listKey: '',
  /** `drSummary` as an object (`object`) or as a list (`list`). */
  summaryForm: 'object',
  maxMessages: 100_000,
}

export type Settings = typeof defaults

/** The paths. Only `send` and `recipients` are certain, the others were lost with the document's tables. */
export const PATHS = {
  send: /^\/api\/v2\/sms\/send$/,
  preview: /^\/api\/v2\/sms\/preview$/,
  cancel: /^\/api\/v2\/sms\/([^/]+)\/cancel$/,
  recipients: /^\/api\/v2\/sms\/([^/]+)\/recipients$/,
  list: /^\/api\/v2\/sms$/,
  one: /^\/api\/v2\/sms\/([^/]+)$/,
  credit: /^\/api\/v2\/credit$/,
  senders: /^\/api\/v2\/senders$/,
} as const

export const KINDS: Readonly<Record<string, HazardScope>> = {
  ...RECEIPT_KINDS,
  /** The whole request is refused with `status` (400), `code` and `message`. */
  'refuse-all': 'request',
  'ok-but-refused': 'request',
  'without-uuid': 'request',
  /** Other names for the figures of a dry run: `messageParts` and `cost`, or with `state: 'nested'` under `data`. */
  'other-figures': 'request',
  /** A dry run gives a `uuid` too. */
  'dry-run-uuid': 'request',
  /** Errors without `code`. */
  'without-code': 'request',
  // Paging of recipients; use `on: ['recipients']`.
  'cursor-text': 'request',
  'cursor-stuck': 'request',
  'cursor-missing': 'request',
  'empty-page': 'request',
  /** The last rows of the page before come again. */
  'page-again': 'request',
  'rows-as-sent': 'request',
  /** `summary` as an object in place of a list. */
  'summary-object': 'request',
  'summary-missing': 'request',
  /** Chosen numbers become `invalid` whatever their form. */
  refuse: 'number',
  /** Accepted and texted, but missing among the recipients. */
  omit: 'number',
}

/** A number as it was sent, in the form `66…`; null for any other form. */
export function readMsisdn(text: string): string | null {
  if (!/^(66|0)\d{9}$/.test(text)) return null
  return text.startsWith('66') ? text : `66${text.slice(1)}`
}

export const canonical = (text: string) => readMsisdn(text.replace(/^\+/, '')) ?? text
