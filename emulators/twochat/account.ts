import { randomUUID } from 'node:crypto'
import { type Answer, type Exchange, json, strangeKey } from '../shared/exchange.ts'
import { isE164 } from './numbering.ts'
import { type Settings, STATUS_NUMBERS, type Webhook } from './settings.ts'

const ACCOUNT = 'ACC91be87af-5a29-4034-b599-342f2aeb5d52'

export const errorAnswer = (status: number, message: string): Answer =>
  json(status, { error: true, error_message: message })

/** `GET /open/info`: quota in requests, no money. */
export function info(settings: Settings): Answer {
  return json(200, {
    success: true,
    account: {
      name: `${settings.accountName} (${ACCOUNT})`,
      uuid: ACCOUNT,
      on_trial: settings.onTrial,
      blocked: settings.blocked,
      created_at: '2022-04-21T21:55:37Z',
      expires_at: settings.expiresAt,
    },
    limits: { requests_per_minute: settings.requestsPerMinute },
    usage: {
      api_request_count: settings.apiRequestCount,
      max_api_request_count: settings.maxApiRequestCount,
      number_check_count: 0,
      max_number_check_count: 500_000,
    },
  })
}

const channelOf = (phone: string) =>
  `DID64a54de2-8ebe-4c01-838f-${phone.slice(1).padStart(12, '0').slice(-12)}`

const whole = (text: string | null, otherwise: number) =>
  text === null ? otherwise : /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN

/** `GET /open/voip/virtual-numbers`, page 0 first. No field says whether a number can send SMS. */
export function virtualNumbers(exchange: Exchange, settings: Settings): Answer {
  const page = whole(exchange.query.get('page_number'), 0)
  const size = whole(exchange.query.get('results_per_page'), settings.pageSize)
  if (Number.isNaN(page) || !(size > 0)) return errorAnswer(settings.invalidStatus, 'Invalid page')
  const rows = settings.ownNumbers.slice(page * size, (page + 1) * size)
  const numbers = rows.map(({ sms: _unsaid, ...number }) => ({
    uuid: channelOf(number.phone_number),
    account_uuid: ACCOUNT,
    formatted_phone_number: number.phone_number,
    region_name: null,
    emoji: null,
    record_inbound: true,
    priced_per_minute: false,
    incoming_price_per_minute: 0,
    ivr_uuid: null,
    timezone: 'America/New_York',
    ...number,
    status: STATUS_NUMBERS[number.status_text],
    created_at: '2025-08-13T19:46:21Z',
    updated_at: '2025-08-29T21:26:04Z',
    expires_at: settings.expiresAt,
  }))
  return json(200, { success: true, count: numbers.length, page, numbers })
}

/** The published events: WhatsApp, WhatsApp Business and calls. None is about SMS. */
const EVENTS = new Set(
  [
    'whatsapp.message.new whatsapp.message.received whatsapp.message.sent whatsapp.message.reaction',
    'whatsapp.message.edited whatsapp.message.receipt.sent whatsapp.message.receipt.received',
    'whatsapp.message.receipt.read whatsapp.conversation.new whatsapp.call.received whatsapp.call.made',
    'whatsapp.group.message.received whatsapp.group.message.reaction whatsapp.group.join whatsapp.group.leave',
    'whatsapp.group.remove whatsapp.order.received whatsapp.audio.transcribed whatsapp.number.status',
    'whatsapp.waba.message.sent whatsapp.waba.message.receipt.sent whatsapp.waba.message.receipt.received',
    'call.status.update call.incoming.completed call.outbound.completed',
  ]
    .join(' ')
    .split(' '),
)

const HOOK_FIELDS = ['hook_url', 'on_number', 'channel_uuid', 'to_group_uuid', 'time_period']

/** `POST /open/webhooks/subscribe/{event}`. The envelope of the answer is assumed: `success` with the webhook's fields. */
export function subscribe(
  exchange: Exchange,
  settings: Settings,
  hooks: Map<string, Webhook>,
  now: number,
): Answer {
  const event = exchange.path.split('/').at(-1) ?? ''
  const refuse = (message: string) => errorAnswer(settings.invalidStatus, message)
  if (!EVENTS.has(event)) return refuse(`Unknown event ${event}`)
  if (exchange.contentType !== 'application/json') return refuse('Content-Type must be application/json')
  const body = exchange.object()
  if (!body || strangeKey(body, HOOK_FIELDS) !== undefined) return refuse('Invalid body')
  const { hook_url, on_number, channel_uuid, ...hook_params } = body
  if (typeof hook_url !== 'string' || !/^https?:\/\//.test(hook_url)) return refuse('hook_url is required')
  if (event.startsWith('call.') ? typeof channel_uuid !== 'string' : !isE164(String(on_number)))
    return refuse(event.startsWith('call.') ? 'channel_uuid is required' : 'on_number is required')
  const hook: Webhook = {
    uuid: `WHK${randomUUID()}`,
    event_name: event,
    channel_uuid: typeof channel_uuid === 'string' ? channel_uuid : channelOf(String(on_number)),
    hook_url,
    hook_params,
    created_at: new Date(now).toISOString(),
  }
  hooks.set(hook.uuid, hook)
  return json(200, { success: true, ...hook })
}

/** `GET /open/webhooks` and `GET /open/webhooks/channel/{uuid}`. */
export function listWebhooks(exchange: Exchange, hooks: Map<string, Webhook>): Answer {
  const channel = /\/channel\/([^/]+)$/.exec(exchange.path)?.[1]
  const found = [...hooks.values()].filter((hook) => channel === undefined || hook.channel_uuid === channel)
  return json(200, { success: true, count: found.length, webhooks: found })
}

/** `DELETE /open/webhooks/{uuid}`. */
export function deleteWebhook(exchange: Exchange, hooks: Map<string, Webhook>): Answer {
  const uuid = exchange.path.split('/').at(-1) ?? ''
  return hooks.delete(uuid) ? json(200, { success: true }) : errorAnswer(404, 'Webhook not found')
}
