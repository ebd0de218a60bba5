import { refused } from '../answer-fields.ts'
import { withPath } from '../base-url.ts'
import { defineProvider } from '../define-provider.ts'
import { type HttpClient, openHttp } from '../http-client.ts'
import type { Capabilities, Connection, ListedSender, OutgoingSms, SendRequest } from '../provider.ts'
import { e164, readInfo, readNumbers, readSend } from './answers.ts'
import { type TwochatSettings, twochatSecrets, twochatSettings } from './settings.ts'

/** Numbers on a page of the list, and how many pages an account can have before something must be wrong. */
const PAGE_SIZE = 200
const MOST_PAGES = 50

/**
 * 2Chat: https://developers.2chat.co/docs/API/SMS/send-message and the pages on authentication, billing and virtual
 * numbers. It sends and gives no news after that: no receipt, no list, no reply.
 */
export const twochat = defineProvider({
  name: 'twochat',
  words: {
    title: '2Chat',
    about: 'Sends from your own numbers at 2Chat. Never says whether a phone got it.',
    th: { title: '2Chat', about: 'ส่งจากหมายเลขของคุณที่ 2Chat ไม่แจ้งผลว่าโทรศัพท์ได้รับหรือไม่' },
  },
  settings: twochatSettings,
  secrets: twochatSecrets,
  capabilities: ({ maxParts, refusedCountries, requestsPerMinute, timeoutSeconds }): Capabilities => ({
    batch: { size: 1, texts: 'many' },
    textLimit: { characters: null, parts: maxParts },
    encoding: 'any',
    hashedNumbers: false,
    refusedCountries,
    nativeSchedule: 'none',
    receipts: { push: false, poll: null },
    // It tells how many requests are left and nothing about money.
    balance: false,
    senderList: true,
    senderForm: 'e164',
    lookup: false,
    lookupDelayMs: 0,
    timeoutMs: timeoutSeconds * 1_000,
    preview: false,
    defaultRate: Math.max(1, Math.floor(requestsPerMinute / 60)),
  }),
  connect: ({ settings, secrets, allowPrivateHosts, maxConnections, timeoutMs, now }): Connection => {
    const baseUrl = withPath(settings.baseUrl, '/open')
    const http = openHttp({ baseUrl, allowPrivateHosts, maxConnections, timeoutMs })
    return connectionOver(http, secrets.apiKey, settings, now)
  },
})

const connectionOver = (
  http: HttpClient,
  apiKey: string,
  settings: TwochatSettings,
  now: () => Date,
): Connection => {
  const headers = { 'x-user-api-key': apiKey }
  const info = async () => readInfo(await http.request({ method: 'GET', path: '/info', headers }))

  const sendOne = async (from: string, { to, text }: OutgoingSms, mayStart: () => boolean) => {
    const number = e164(to)
    if (number === null) return refused({ code: 'INVALID_NUMBER', reason: '', about: 'recipient' })
    const reply = await http.request({
      method: 'POST',
      path: '/sms/send',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ from_number: from, to_number: number, text }),
      mayStart,
    })
    return readSend(reply, settings, now())
  }

  return {
    send: async ({ sender, messages, mayStart }: SendRequest) => {
      const from = e164(sender)
      if (from === null) {
        return messages.map(() => refused({ code: 'INVALID_SENDER', reason: '', about: 'message' }))
      }
      return Promise.all(messages.map((message) => sendOne(from, message, mayStart)))
    },
    listSenders: () => listNumbers(http, headers),
    allowance: info,
    test: async () => void (await info()),
    close: () => http.close(),
  }
}

/**
 * All pages. Which size a page really has is told differently in two places, so only a page without anything new ends
 * the list; that also ends it where the page number is not obeyed.
 */
const listNumbers = async (http: HttpClient, headers: Record<string, string>): Promise<ListedSender[]> => {
  const known = new Map<string, ListedSender>()
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { page_number: String(page), results_per_page: String(PAGE_SIZE) }
    const path = '/voip/virtual-numbers'
    const reply = await http.request({ method: 'GET', path, query, headers })
    // Beyond the last page there may be no page at all.
    if (page > 0 && reply.kind === 'answer' && reply.status === 404) break
    const numbers = readNumbers(reply)
    const fresh = numbers.filter(({ value }) => !known.has(value))
    if (fresh.length === 0) break
    for (const number of fresh) known.set(number.value, number)
  }
  return [...known.values()]
}
