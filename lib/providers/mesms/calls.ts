import { codeOf, fieldsOf, firstOf, idOf, listOf, numberOf, textOf } from '../answer-fields.ts'
import type { Answer } from '../exchange.ts'
import { jsonOrThrow, notUnderstood } from '../outcomes.ts'
import type { CancelAnswer, ListedSender, PreviewRequest, ProviderPreview } from '../provider.ts'
import { readJson } from '../read-json.ts'
import { get, type Line, objectOrThrow, pathTo, post } from './line.ts'
import { isServed } from './numbers.ts'
import { SEND_PATH } from './sending.ts'

/** A message that cannot exist: asking for its recipients shows whether the key is known, and nothing else. */
const NOBODYS_RECIPIENTS = '/api/v2/sms/00000000-0000-0000-0000-000000000000/recipients'

export const readCredit = async (line: Line): Promise<number> => {
  const body = objectOrThrow(await get(line, line.settings.creditPath))
  const credit = firstOf({ ...fieldsOf(body.data), ...body }, line.settings.creditFields, numberOf)
  if (credit === null) throw notUnderstood(200)
  return credit
}

/** The path of the credit is assumed; where there is no such path, a call that is certain to exist is asked. */
export const testKey = async (line: Line): Promise<void> => {
  const reply = await get(line, line.settings.creditPath)
  if (reply.kind !== 'answer' || reply.status !== 404) return void objectOrThrow(reply)
  const other = await get(line, NOBODYS_RECIPIENTS, { after: '0' })
  // A refusal in ME-SMS's own words that is not about the key shows that the key is known.
  const isKnown = other.kind === 'answer' && [400, 403, 404].includes(other.status) && isRefusal(other)
  if (!isKnown) jsonOrThrow(other)
}

const isRefusal = ({ body }: Answer): boolean => fieldsOf(readJson(body))?.error !== undefined

/** All sender names, shared ones included; only those that ME-SMS has approved may send. */
export const listSenders = async (line: Line): Promise<ListedSender[]> => {
  const json = jsonOrThrow(await get(line, line.settings.sendersPath))
  const list = listOf(json, ['senders', 'data', 'items', 'rows', 'results'])
  if (!list) throw notUnderstood(200)
  return list.flatMap((entry) => {
    const fields = fieldsOf(entry) ?? {}
    const value = firstOf(fields, line.settings.senderFields, idOf)
    const approved = textOf(fields.status).toLowerCase() === 'approved'
    return value === null ? [] : [{ value, approved }]
  })
}

/** ME-SMS's own count and price. Numbers that it does not serve cost nothing. */
export const preview = async (line: Line, request: PreviewRequest): Promise<ProviderPreview> => {
  const { batchSize, previewBy, previewPath, partsFields, costFields } = line.settings
  const to = request.to.filter(isServed)
  let parts: number | null = null
  let credits: number | null = to.length === 0 ? null : 0
  for (let at = 0; at < to.length; at += batchSize) {
    const asked = { content: request.text, msisdns: to.slice(at, at + batchSize) }
    const reply = await (previewBy === 'dryRun'
      ? post(line, SEND_PATH, { sender: request.sender, ...asked, dryRun: true })
      : post(line, previewPath, asked))
    const body = objectOrThrow(reply)
    const fields = { ...fieldsOf(body.data), ...body }
    parts ??= firstOf(fields, partsFields, numberOf)
    const cost = firstOf(fields, costFields, numberOf)
    credits = cost === null || credits === null ? null : credits + cost
  }
  return { parts, credits }
}

const answers: Readonly<Record<string, CancelAnswer>> = {
  ALREADY_CANCELLED: 'CANCELLED',
  NOT_SCHEDULED: 'NOT_SCHEDULED',
  ALREADY_PROCESSING: 'ALREADY_PROCESSING',
}

/** By the code, because which status comes with which code is not said; without a code the message itself is asked. */
export const cancel = async (line: Line, uuid: string): Promise<CancelAnswer> => {
  const reply = await post(line, pathTo(line.settings.cancelPath, uuid))
  const fields = reply.kind === 'answer' ? fieldsOf(readJson(reply.body)) : null
  const known = answers[codeOf(fields?.code)]
  if (known) return known
  if (reply.kind === 'answer' && [400, 409].includes(reply.status)) return askMessage(line, uuid)
  // An answer without a body is one as well: there is nothing to tell but that it is done.
  const isDone = reply.kind === 'answer' && reply.status >= 200 && reply.status < 300 && reply.body === ''
  if (!isDone) objectOrThrow(reply)
  return 'CANCELLED'
}

const askMessage = async (line: Line, uuid: string): Promise<CancelAnswer> => {
  const message = objectOrThrow(await get(line, pathTo(line.settings.messagePath, uuid)))
  const status = textOf(message.status).toLowerCase()
  if (status === 'cancelled') return 'CANCELLED'
  if (['pending', 'sent', 'failed'].includes(status)) return 'ALREADY_PROCESSING'
  throw notUnderstood(200)
}
