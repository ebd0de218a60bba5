import { z } from 'zod'
import { AppError } from '#lib/shared/errors.ts'
import { askForReceipts } from '../ask-each.ts'
import { defineProvider } from '../define-provider.ts'
import type { HttpReply } from '../exchange.ts'
import { type HttpClient, openHttp } from '../http-client.ts'
import { jsonOrThrow, notUnderstood, outcomeWithoutAnswer, throttledBy, unclear } from '../outcomes.ts'
import type { Capabilities, Connection, ReceiptQuery, SendOutcome, SendRequest } from '../provider.ts'
import { readJson } from '../read-json.ts'
import { readPushedReceipts, readReceipts } from './receipts.ts'
import { type RehearsalSettings, rehearsalSettings } from './settings.ts'

const MINUTE = 60_000

/** Sends that reach no phone, through a server of our own (`emulators/rehearsal`, which describes its API on top). */
export const rehearsal = defineProvider({
  name: 'rehearsal',
  words: {
    title: 'Rehearsal',
    about: 'Everything is real but that no phone rings. For trying things out.',
    th: { title: 'ซ้อมส่ง', about: 'ทุกอย่างเหมือนจริงแต่ไม่มีโทรศัพท์เครื่องใดดัง สำหรับทดลองใช้' },
  },
  settings: rehearsalSettings,
  secrets: z.object({}),
  capabilities: (settings): Capabilities => ({
    batch: { size: settings.batchSize, texts: 'many' },
    // What the longest text of any provider comes to: 1,600 characters of UCS-2.
    textLimit: { characters: null, parts: 24 },
    encoding: 'any',
    hashedNumbers: true,
    refusedCountries: [],
    nativeSchedule: 'none',
    receipts: {
      push: pushes(settings),
      echoesOurs: true,
      poll: polls(settings) ? pollAges(settings) : null,
    },
    balance: true,
    senderList: true,
    senderForm: 'text',
    // The server remembers nothing, so nobody can say what became of a message whose answer was lost.
    lookup: false,
    lookupDelayMs: 0,
    timeoutMs: 30_000,
    preview: false,
    defaultRate: 10_000,
    silent: true,
  }),
  connect: ({ settings, address, maxConnections, timeoutMs, now }): Connection => {
    if (!address) throw new AppError('PROVIDER_UNAVAILABLE', { params: { reason: 'REHEARSAL_NOT_RUNNING' } })
    // The address is not an operator's word but that of the program that started the server, on its own machine.
    const http = openHttp({ baseUrl: address, allowPrivateHosts: true, maxConnections, timeoutMs })
    return connectionOver(http, settings, now)
  },
  readCallback: ({ body }) => ({ receipts: readPushedReceipts(body), replies: [] }),
})

const pushes = ({ receipts }: RehearsalSettings) => receipts === 'both' || receipts === 'push'
const polls = ({ receipts }: RehearsalSettings) => receipts === 'both' || receipts === 'poll'

/** Soon after the receipt is due, and then ever less often, because a push may have been enough. */
const pollAges = ({ latencyMs, jitterMs, receiptDelayMs, receiptJitterMs }: RehearsalSettings): number[] => {
  const due = latencyMs + jitterMs + receiptDelayMs + receiptJitterMs
  return [500, 3_000, 15_000, MINUTE, 5 * MINUTE, 30 * MINUTE, 180 * MINUTE].map((age) => due + age)
}

const connectionOver = (http: HttpClient, settings: RehearsalSettings, now: () => Date): Connection => {
  const { batchSize: _, ...behaviour } = settings
  const headers = { behaviour: JSON.stringify(behaviour) }
  const postHeaders = { ...headers, 'content-type': 'application/json' }
  const get = async (path: string) => jsonOrThrow(await http.request({ method: 'GET', path, headers }))

  const send = async (request: SendRequest): Promise<SendOutcome[]> => {
    const reply = await http.request({
      method: 'POST',
      path: '/v1/messages',
      headers: postHeaders,
      body: JSON.stringify({
        sender: request.sender,
        callbackUrl: pushes(settings) ? request.callbackUrl : null,
        messages: request.messages.map(({ to, text, reference }) => ({ to, text, reference })),
      }),
      mayStart: request.mayStart,
    })
    return readOutcomes(reply, request.messages.length, now())
  }

  const pollReceipts = async (queries: readonly ReceiptQuery[]) => {
    const references = queries.map(({ reference }) => reference).filter((reference) => reference !== null)
    const questions = Array.from({ length: Math.ceil(references.length / 1000) }, (_, n) =>
      references.slice(n * 1000, (n + 1) * 1000),
    )
    return askForReceipts(questions, 1, async (some) => {
      const body = JSON.stringify({ references: some })
      const reply = await http.request({ method: 'POST', path: '/v1/receipts', headers: postHeaders, body })
      return readReceipts(jsonOrThrow(reply))
    })
  }

  return {
    send,
    ...(polls(settings) && { pollReceipts }),
    balance: async () => {
      const { balance, unit } = understood(balanceAnswer, await get('/v1/balance'))
      return { value: balance, unit }
    },
    listSenders: async () => {
      const { senders } = understood(sendersAnswer, await get('/v1/senders'))
      return senders.map(({ name, status }) => ({ value: name, approved: status === 'approved' }))
    },
    test: async () => void understood(balanceAnswer, await get('/v1/balance')),
    close: () => http.close(),
  }
}

const balanceAnswer = z.object({ balance: z.number(), unit: z.string() })
const sendersAnswer = z.object({ senders: z.array(z.object({ name: z.string(), status: z.string() })) })

const understood = <T>(schema: z.ZodType<T>, json: unknown): T => {
  const parsed = schema.safeParse(json)
  if (!parsed.success) throw notUnderstood(200)
  return parsed.data
}

const accepted = z.object({ reference: z.string().min(1).max(200), parts: z.int().min(1).max(100) })
const refused = z.object({
  refused: z.object({
    code: z.string().max(100),
    message: z.string().max(500),
    about: z.enum(['recipient', 'message', 'account']),
  }),
})
const results = z.object({ results: z.array(z.union([accepted, refused])) })
const failure = z.object({ error: z.object({ code: z.string().max(100), message: z.string().max(500) }) })

const readOutcomes = (reply: HttpReply, count: number, now: Date): SendOutcome[] => {
  const all = (outcome: SendOutcome) => Array<SendOutcome>(count).fill(outcome)
  if (reply.kind !== 'answer') return all(outcomeWithoutAnswer(reply))
  if (reply.status === 429) return all(throttledBy(reply, now))
  const json = readJson(reply.body)
  if (reply.status === 200) {
    const read = results.safeParse(json)
    const isWhole = read.success && read.data.results.length === count
    return isWhole ? read.data.results.map(toOutcome) : all(unclear(reply))
  }
  const error = failure.safeParse(json).data?.error
  if (reply.status === 503 && error?.code === 'OUTAGE') return all(throttledBy(reply, now, 5, 'OUTAGE'))
  if (reply.status === 400 && error) {
    return all({ kind: 'refused', code: error.code, reason: error.message, about: 'message' })
  }
  return all(unclear(reply))
}

const toOutcome = (result: z.infer<typeof accepted> | z.infer<typeof refused>): SendOutcome => {
  if ('reference' in result) return { kind: 'accepted', ...result }
  const { code, message, about } = result.refused
  return { kind: 'refused', code, reason: message, about }
}
