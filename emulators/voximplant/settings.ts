import { RECEIPT_KINDS, type Timeline } from '../shared/fates.ts'
import type { HazardScope } from '../shared/hazards.ts'

/** The credentials file of a service account, as the control panel offers it, and the account's API key. */
export type Credentials = {
  account_email: string
  account_id: number
  key_id: string
  /** PEM. */
  private_key: string
}

export type Role = 'Owner' | 'Admin' | 'Developer' | 'Supervisor' | 'Accountant' | 'CallsSMS'

/** A number that the account has bought. */
export type OwnNumber = {
  phone_number: string
  phone_category_name: string
  phone_country_code: string
  is_sms_supported: boolean
  /** Off after purchase, until ControlSms. */
  is_sms_enabled: boolean
  deactivated: boolean
  can_be_used: boolean
  incoming_sms_callback_url: string
}

const number = (phone_number: string, over: Partial<OwnNumber> = {}): OwnNumber => ({
  phone_number,
  phone_category_name: 'MOBILE',
  phone_country_code: 'GB',
  is_sms_supported: true,
  is_sms_enabled: true,
  deactivated: false,
  can_be_used: true,
  incoming_sms_callback_url: '',
  ...over,
})

export const defaults = {
  /** The service account's roles. */
  roles: ['Owner', 'CallsSMS'] as Role[],
  ownNumbers: [
    number('447443332211'),
    number('447443332299', { is_sms_enabled: false }),
    number('441234567890', {
      phone_category_name: 'VIRTUAL',
      is_sms_supported: false,
      is_sms_enabled: false,
    }),
  ],
  /** Names and numbers that support has installed for A2P. */
  senderIds: ['LONGWAVE', '447443332211'],
  a2pEnabled: true,
  active: true,
  frozen: false,
  balance: 10_000,
  creditLimit: 0,
  currency: 'USD',
  /** Per fragment sent, and per SMS received. */
  price: 0.01,
  /** HTTP status of `{"error": …}`; the official clients never look at it. */
  errorStatus: 200,
  /** Whether `+` before a number is taken. */
  acceptPlus: false,
  /** Most seconds between `iat` and `exp`, and how far ahead `iat` may be. */
  maxTtl: 3_600,
  leeway: 0,
  /** The older way with GET besides POST. */
  allowGet: false,
  storeBodyByDefault: false,
  /** How long a send is missing from the history, ms. */
  historyDelayMs: 0,
  /** Numbers in the history as JSON numbers (the SDK's types) in place of texts (the newer sample). */
  historyNumbers: 'text',
  /** When the network takes an A2P SMS, ms after it was accepted; the phone has it after twice that. */
  receiptMs: 100,
  onTheWay: 'DISPATCHED',
  final: 'DELIVERED',
  callbackUrl: '',
  /** At most 40 characters. */
  salt: 'pepper',
  apiKey: '43a1f3a0-1c4b-4b0e-9d6f-6a9a3a6a3d11',
  /** Pushes A2P states in an item's `a2p_sms_delivery`: a field whose name nobody has published. */
  a2pPush: false,
  maxMessages: 1_000_000,
}

export type Settings = typeof defaults

export const KINDS: Readonly<Record<string, HazardScope>> = {
  ...RECEIPT_KINDS,
  /** The whole request is refused with `code`. */
  'refuse-all': 'request',
  /** `errors: [{code, msg}]` in place of `error`. */
  'errors-plural': 'request',
  /** `{"code":…,"msg":…}` without its envelope. */
  'bare-error': 'request',
  /** Refusals come with `status`. */
  'error-status': 'request',
  'id-text': 'request',
  'without-id': 'request',
  /** `transaction_id` in place of `message_id`, as in the guide's A2P sample. */
  'transaction-id': 'request',
  /** `result` and `failed` in reverse. */
  shuffle: 'request',
  /** One number fails with `code` (385); for SendSmsMessage the request does. */
  refuse: 'number',
  /** Accepted, but in neither list (A2P). */
  omit: 'number',
}

/** One SMS, sent or received. */
export type Message = {
  id: number
  kind: 'sms' | 'a2p'
  direction: 'OUT' | 'IN'
  from: string
  to: string
  text: string
  stored: boolean
  fragments: number
  cost: number
  transaction: number
  /** Null when it was sent; else what the history says about it. */
  failure: string | null
  at: number
  timeline: Timeline
}

export const canonical = (number: string) => number.replace(/^\+/, '')
