import { AppError } from '#lib/shared/errors.ts'
import { type Fields, numberOf } from '../answer-fields.ts'
import { askEach, askForReceipts } from '../ask-each.ts'
import { withoutPath } from '../base-url.ts'
import { defineProvider } from '../define-provider.ts'
import { type HttpClient, openHttp } from '../http-client.ts'
import { jsonOrThrow, notUnderstood, providerError } from '../outcomes.ts'
import type { Capabilities, Connection, Evidence, MayAsk, Receipt, ReceiptQuery } from '../provider.ts'
import { codeIn, readFields } from './answers.ts'
import { isAboutCredentials, isGatewayTrouble } from './codes.ts'
import { readCallback, readReport } from './reports.ts'
import { Sender } from './sender.ts'
import { type AdvantaSecrets, type AdvantaSettings, advantaSecrets, advantaSettings } from './settings.ts'

const SECOND = 1_000
/** Questions side by side; the gateway answers about one SMS at a time. */
const AT_ONCE = 5

/** The bulk gateway of Advanta Africa and other Kenyan resellers, https://developers.advantasms.com. */
export const advanta = defineProvider({
  name: 'advanta',
  words: {
    title: 'Advanta',
    about: 'Kenya, and the many resellers with the same software. Up to 1,000 numbers a request.',
    th: { title: 'Advanta', about: 'เคนยา และตัวแทนจำหน่ายที่ใช้ซอฟต์แวร์เดียวกัน สูงสุด 1,000 หมายเลขต่อคำขอ' },
  },
  home: 'KE',
  settings: advantaSettings,
  secrets: advantaSecrets,
  capabilities: (settings): Capabilities => ({
    batch: {
      size: settings.listSize,
      texts: 'one',
      differing: settings.bulkSize,
      hashed: settings.hashedSize,
    },
    textLimit: { characters: null, parts: settings.maxParts },
    encoding: settings.otherTexts === 'send' ? 'any' : 'gsm',
    hashedNumbers: settings.hashedNumbers,
    refusedCountries: [],
    nativeSchedule: 'send',
    receipts: { push: true, poll: settings.pollAfterSeconds.map((age) => age * SECOND) },
    replies: 'without-id',
    balance: true,
    senderList: false,
    senderForm: 'text',
    // By its own id only: of what was sent without an answer nothing can be asked.
    lookup: true,
    lookupDelayMs: 0,
    timeoutMs: settings.timeoutSeconds * SECOND,
    preview: false,
    defaultRate: 5,
  }),
  connect: ({ settings, secrets, allowPrivateHosts, maxConnections, timeoutMs, now }): Connection => {
    const baseUrl = withoutPath(settings.baseUrl, '/api/services')
    const http = openHttp({ baseUrl, allowPrivateHosts, maxConnections, timeoutMs })
    return connectionOver(http, settings, secrets, now)
  },
  readCallback: (request, { settings }) => readCallback(request, settings.reportUtcOffsetHours),
})

const connectionOver = (
  http: HttpClient,
  settings: AdvantaSettings,
  secrets: AdvantaSecrets,
  now: () => Date,
): Connection => {
  const post = (service: string, body: object, mayStart?: () => boolean) =>
    http.request({
      method: 'POST',
      path: `/api/services/${service}${settings.trailingSlash ? '/' : ''}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(mayStart && { mayStart }),
    })
  const sender = new Sender(post, settings, secrets, now)

  /** Asks anything but a send. Throws for what is no answer; a code is the caller's matter. */
  const ask = async (service: string, question: object): Promise<Fields> => {
    const reply = await post(service, { ...secrets, ...question })
    const fields = reply.kind === 'answer' ? readFields(reply.body) : null
    const code = fields && codeIn(fields)
    if (code && isAboutCredentials(code)) {
      throw new AppError('INVALID_SETTINGS', { field: 'secrets', params: { problem: `code ${code}` } })
    }
    if (code && isGatewayTrouble(code)) {
      throw providerError(`code ${code}`)
    }
    if (fields && code && reply.kind === 'answer' && reply.status < 300) return fields
    jsonOrThrow(reply)
    throw notUnderstood(200)
  }

  const reportOf = async (reference: string): Promise<Receipt | null> => {
    const fields = await ask('getdlr', { messageID: reference })
    return codeIn(fields) === 200 ? readReport(fields, reference, settings.reportUtcOffsetHours) : null
  }

  const balance = async () => {
    const fields = await ask('getbalance', {})
    const credit = typeof fields.credit === 'string' ? fields.credit.replaceAll(',', '') : fields.credit
    const value = codeIn(fields) === 200 ? numberOf(credit) : null
    if (value === null) throw notUnderstood(200)
    return { value, unit: 'SMS' }
  }

  return {
    send: (request) => sender.send(request),
    pollReceipts: async (queries) => {
      const references = queries.flatMap(({ reference }) => reference ?? [])
      return askForReceipts(references, AT_ONCE, reportOf)
    },
    findSent: (queries, mayAsk) => findSent(queries, reportOf, mayAsk),
    balance,
    test: async () => void (await balance()),
    close: () => http.close(),
  }
}

/** What has a report was sent. Nothing else follows: the gateway says the same of what is on its way and of nothing. */
const findSent = async (
  queries: readonly ReceiptQuery[],
  reportOf: (reference: string) => Promise<Receipt | null>,
  mayAsk: MayAsk,
): Promise<Evidence[]> => {
  const evidence: Evidence[] = queries.map(() => ({ kind: 'silent' }))
  await askEach([...queries.entries()], AT_ONCE, async ([at, { reference }]) => {
    if (reference === null || !(await mayAsk())) return
    if (await reportOf(reference)) evidence[at] = { kind: 'sent', reference }
  })
  return evidence
}
