import { asObject, type Exchange, strangeKey } from '../shared/exchange.ts'
import { segmentsOf } from '../shared/segments.ts'
import { readMsisdn, type Settings } from './settings.ts'

/** A refusal: what the company says, its code, its status. */
export type Refusal = { status: number; code: string; message: string }

const invalid = (message: string, code = 'INVALID_PARAMETERS'): Refusal => ({ status: 400, code, message })

/** What a request to send, to try or to preview asks for. */
export type Order = {
  sender: string
  content: string
  parts: number
  encoding: 'gsm' | 'ucs2'
  /** As sent; and in the form 66…, or null for a number of another form. */
  given: string[]
  to: (string | null)[]
  scheduled: number | null
  dryRun: boolean
}

const SEND_FIELDS = 'sender content msisdns contactGroupId templateId variables scheduledTime dryRun'.split(
  ' ',
)
const PREVIEW_FIELDS = ['msisdns', 'contactGroupId', 'content']

type Fields = Record<string, unknown>

/** The text, from `content` or a template with its placeholders filled. */
function readContent(fields: Fields, settings: Settings): string | Refusal {
  const { content, templateId, variables } = fields
  if ((content === undefined) === (templateId === undefined))
    return invalid('Either content or templateId is required')
  if (variables !== undefined && !asObject(variables)) return invalid('variables must be an object')
  if (content !== undefined) {
    if (typeof content !== 'string' || content === '') return invalid('content must be a string')
    return content
  }
  const template = Number.isInteger(templateId) ? settings.templates[String(templateId)] : undefined
  if (template === undefined)
    return { status: 404, code: 'TEMPLATE_NOT_FOUND', message: 'Template not found' }
  const values = asObject(variables) ?? {}
  const missing = [...template.matchAll(/\{\{(\w+)\}\}/g)].find(
    ([, name]) => values[name ?? ''] === undefined,
  )
  if (missing) return invalid(`Variable ${missing[1]} is missing`)
  return template.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name]))
}

/** The numbers, from `msisdns` or a contact group. */
function readNumbers(fields: Fields, settings: Settings): string[] | Refusal {
  const { msisdns, contactGroupId } = fields
  if ((msisdns === undefined) === (contactGroupId === undefined))
    return invalid('Either msisdns or contactGroupId is required')
  if (msisdns === undefined) {
    const group = Number.isInteger(contactGroupId) ? settings.groups[String(contactGroupId)] : undefined
    return group ?? { status: 404, code: 'GROUP_NOT_FOUND', message: 'Contact group not found' }
  }
  if (!Array.isArray(msisdns) || msisdns.length === 0) return invalid('msisdns must be a list of numbers')
  if (msisdns.length > settings.maxNumbers)
    return invalid(`At most ${settings.maxNumbers} numbers per request`)
  if (!msisdns.every((number) => typeof number === 'string')) return invalid('msisdns must be strings')
  return settings.duplicates === 'merge' ? [...new Set(msisdns)] : msisdns
}

const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/

/** ISO 8601; without an offset it is read as Bangkok's. A time that has passed is refused. */
function readSchedule(value: unknown, now: number): number | null | Refusal {
  if (value === undefined || value === null) return null
  const match = typeof value === 'string' ? DATE_TIME.exec(value) : null
  if (!match) return invalid('scheduledTime must be an ISO 8601 time')
  const ms = Date.parse(`${match[1]}${match[2] ?? ':00'}${match[3] ?? '+07:00'}`)
  if (Number.isNaN(ms)) return invalid('scheduledTime must be an ISO 8601 time')
  return ms > now ? ms : invalid('scheduledTime must be in the future')
}

function readSender(value: unknown, settings: Settings): string | Refusal {
  if (typeof value !== 'string' || value === '' || value.length > 11) return invalid('sender is required')
  const known = settings.senders.find((sender) => sender.name === value)
  if (known?.status !== 'approved') return invalid('Sender is not approved', 'SENDER_NOT_APPROVED')
  return value
}

const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'code' in value

/** Reads and checks a body; `preview` takes fewer fields and needs no sender. */
export function readOrder(
  exchange: Exchange,
  settings: Settings,
  now: number,
  preview: boolean,
): Order | Refusal {
  if (exchange.contentType !== 'application/json') return invalid('Content-Type must be application/json')
  const fields = exchange.object()
  if (!fields) return invalid('The body must be a JSON object')
  const strange = strangeKey(fields, preview ? PREVIEW_FIELDS : SEND_FIELDS)
  if (strange !== undefined) return invalid(`Unknown field ${strange}`)
  const sender = preview ? '' : readSender(fields.sender, settings)
  if (isRefusal(sender)) return sender
  const content = readContent(fields, settings)
  if (isRefusal(content)) return content
  if (content.length > settings.maxCharacters)
    return invalid(`content must be at most ${settings.maxCharacters} characters`)
  if (fields.dryRun !== undefined && typeof fields.dryRun !== 'boolean')
    return invalid('dryRun must be a boolean')
  const scheduled = readSchedule(fields.scheduledTime, now)
  if (isRefusal(scheduled)) return scheduled
  const given = readNumbers(fields, settings)
  if (isRefusal(given)) return given
  const to = given.map(readMsisdn)
  if (settings.badNumbers === 'refuse' && to.includes(null))
    return invalid(`Invalid number ${given[to.indexOf(null)]}`, 'INVALID_MSISDN')
  return { sender, content, ...segmentsOf(content), given, to, scheduled, dryRun: fields.dryRun === true }
}
