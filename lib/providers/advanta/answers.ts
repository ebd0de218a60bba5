import { type Fields, fieldsOf, idOf, listOf, networkOf, numberOf, textOf } from '../answer-fields.ts'
import { readJson } from '../read-json.ts'

/** What the gateway says about one recipient, or about a whole request. */
export type Entry = {
  code: number | null
  description: string
  mobile: string | null
  reference: string | null
  clientId: string | null
  network?: number
}

/** `whole`: one verdict on everything that was asked. */
export type GatewayAnswer = { kind: 'whole'; entry: Entry } | { kind: 'each'; entries: Entry[] }

/**
 * Reads an answer in any of the envelopes that hosts of this gateway use: a list under `responses` or `payload`, a bare
 * list, a bare object. Null when it is none of these.
 */
export const readAnswer = (body: string): GatewayAnswer | null => {
  const json = readBody(body)
  const entries =
    listOf(json, ['responses', 'payload'])
      ?.map((item) => entryOf(fieldsOf(item)))
      .filter((entry) => entry !== null) ?? []
  if (entries.length > 0) return { kind: 'each', entries }
  const entry = entryOf(fieldsOf(json))
  if (!entry || entry.code === null) return null
  const namesOne = entry.mobile !== null || entry.reference !== null || entry.clientId !== null
  return namesOne ? { kind: 'each', entries: [entry] } : { kind: 'whole', entry }
}

/** The fields of an answer that is about one thing: a report, a balance, a refusal. */
export const readFields = (body: string): Fields | null => {
  const json = readBody(body)
  return fieldsOf(listOf(json, ['responses', 'payload'])?.[0] ?? json)
}

/** The documents spell `response-code` right; many hosts leave the n out. */
export const codeIn = (fields: Fields): number | null =>
  numberOf(fields['response-code'] ?? fields['respose-code'])

const descriptionIn = (fields: Fields): string =>
  textOf(fields['response-description'] ?? fields['respose-description'])

const entryOf = (fields: Fields | null): Entry | null =>
  fields
    ? {
        code: codeIn(fields),
        description: descriptionIn(fields),
        mobile: idOf(fields.mobile),
        reference: idOf(fields.messageid),
        clientId: idOf(fields.clientsmsid),
        ...networkOf(fields.networkid),
      }
    : null

const readBody = (body: string): unknown => readJson(body) ?? documentedRefusal(body)

/**
 * The document's own sample of a refusal is no JSON: a quote stands after the description. It says as clearly as the
 * right one that nothing was taken; anything else that is broken is left to doubt.
 */
const documentedRefusal = (body: string): unknown => {
  const sample =
    /^\s*\{\s*"(respon?se-code)"\s*:\s*"?(\d{4})"?\s*,\s*"(respon?se-description)"\s*:\s*"([^"\\]*)"\s*'\s*\}\s*$/
  const [, codeKey, code, descriptionKey, description] = sample.exec(body) ?? []
  return codeKey && descriptionKey ? { [codeKey]: code, [descriptionKey]: description } : undefined
}

/** A Kenyan number as the product writes it, from `254…`, `+254…`, `07…` or a bare JSON number; a hash as it is. */
export const numberAsDigits = (mobile: string): string => {
  const text = mobile.trim().toLowerCase()
  if (/^[0-9a-f]{64}$/.test(text)) return text
  return text.replace(/\D/g, '').replace(/^0(?=\d{9}$)/, '254')
}
