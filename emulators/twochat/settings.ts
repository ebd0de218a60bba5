import type { HazardScope } from '../shared/hazards.ts'

/** One number of the account; `sms` is known to the company only, no field of its answers says it. */
type OwnNumber = {
  phone_number: string
  iso_country_code: string
  friendly_name: string
  provider_type: string
  is_toll_free: boolean
  status_text: keyof typeof STATUS_NUMBERS
  sms: boolean
}

/** ACTIVE is 1 in the document's sample; the others are guesses. */
export const STATUS_NUMBERS = {
  AWAITING_REGISTRATION: 0,
  ACTIVE: 1,
  PENDING_ACTIVATION: 2,
  PENDING_CANCELLATION: 3,
  RELEASED: 4,
}

const ownNumbers: OwnNumber[] = [
  {
    phone_number: '+17137157533',
    iso_country_code: 'US',
    friendly_name: 'Houston',
    provider_type: 'mobile',
    is_toll_free: false,
    status_text: 'ACTIVE',
    sms: true,
  },
  {
    phone_number: '+442079460958',
    iso_country_code: 'GB',
    friendly_name: 'Voice only',
    provider_type: 'local',
    is_toll_free: false,
    status_text: 'ACTIVE',
    sms: false,
  },
  {
    phone_number: '+447700900123',
    iso_country_code: 'GB',
    friendly_name: 'Given back',
    provider_type: 'mobile',
    is_toll_free: false,
    status_text: 'RELEASED',
    sms: true,
  },
]

export const defaults = {
  apiKey: 'twochat-api-key',
  ownNumbers,
  accountName: 'Longwave test',
  /** `message_id`, or `message_uuid` as in the company's own agent skills. */
  idKey: 'message_id',
  /** Told by `info` and kept to; the document's sample says 80. */
  requestsPerMinute: 600_000,
  apiRequestCount: 0,
  maxApiRequestCount: 10_000_000,
  blocked: false,
  onTrial: false,
  expiresAt: '2030-08-31T19:11:08Z',
  /** The document lists no status of errors. */
  invalidStatus: 400,
  unauthorizedStatus: 401,
  quotaStatus: 402,
  blockedStatus: 403,
  pageSize: 200,
  maxMessages: 1_000_000,
}

export type Settings = typeof defaults

export const KINDS: Readonly<Record<string, HazardScope>> = {
  /** `message_uuid` in place of `message_id`. */
  'message-uuid': 'request',
  'id-number': 'request',
  'without-id': 'request',
  /** 200 in place of 202. */
  'status-200': 'request',
  /** Refusals come with status 200 and `error: true`; nothing is accepted. */
  'ok-but-refused': 'request',
  /** A refusal of chosen numbers, with `message` and `status`. */
  refuse: 'number',
}

export type Message = { id: string; from: string; to: string; text: string; segments: number; at: number }

export type Webhook = {
  uuid: string
  event_name: string
  channel_uuid: string
  hook_url: string
  hook_params: Record<string, unknown>
  created_at: string
}
