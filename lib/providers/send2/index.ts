import { refused } from '../answer-fields.ts'
import { askForReceipts } from '../ask-each.ts'
import { withoutPath } from '../base-url.ts'
import { defineProvider } from '../define-provider.ts'
import { type HttpClient, openHttp } from '../http-client.ts'
import type { Capabilities, Connection, OutgoingSms, ReceiptQuery, SendRequest } from '../provider.ts'
import { readBalance, readReport, readSend } from './answers.ts'
import { type Send2Settings, send2Secrets, send2Settings } from './settings.ts'

/** Reports are asked for one by one; so many at a time leave room for what is being sent. */
const REPORTS_AT_ONCE = 4

/** Send2 (Kenya): https://docs.send-2.com/send-2-sms-api/send-sms and its neighbours on balance and delivery report. */
export const send2 = defineProvider({
  name: 'send2',
  words: {
    title: 'Send-2',
    about: 'Kenya. Takes hashed M-PESA numbers; senders are numbers that Send-2 assigns.',
    th: { title: 'Send-2', about: 'เคนยา รองรับหมายเลข M-PESA แบบแฮช ชื่อผู้ส่งเป็นหมายเลขที่ Send-2 กำหนด' },
  },
  home: 'KE',
  settings: send2Settings,
  secrets: send2Secrets,
  capabilities: ({ maxParts, pollAfterSeconds, hashedNumbers, timeoutSeconds }): Capabilities => ({
    batch: { size: 1, texts: 'many' },
    textLimit: { characters: null, parts: maxParts },
    encoding: 'any',
    hashedNumbers,
    refusedCountries: [],
    nativeSchedule: 'none',
    receipts: { push: false, poll: pollAfterSeconds.map((seconds) => seconds * 1_000) },
    balance: true,
    senderList: false,
    senderForm: 'integer',
    lookup: false,
    lookupDelayMs: 0,
    timeoutMs: timeoutSeconds * 1_000,
    preview: false,
    // No document gives a rate; an account may have another one.
    defaultRate: 5,
  }),
  connect: ({ settings, secrets, allowPrivateHosts, maxConnections, timeoutMs, now }): Connection => {
    const baseUrl = withoutPath(settings.baseUrl, '/v1')
    const http = openHttp({ baseUrl, allowPrivateHosts, maxConnections, timeoutMs })
    return connectionOver(http, `Bearer ${secrets.token}`, settings, now)
  },
})

const connectionOver = (
  http: HttpClient,
  authorization: string,
  settings: Send2Settings,
  now: () => Date,
): Connection => {
  const get = (path: string) => http.request({ method: 'GET', path, headers: { authorization } })
  const balance = async () => readBalance(await get('/v1/balance'))

  const sendOne = async (sender: number, { to, text }: OutgoingSms, mayStart: () => boolean) => {
    const reply = await http.request({
      method: 'POST',
      path: '/v1/message',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ phone: to.length === 64 ? to : `+${to}`, text, sender }),
      mayStart,
    })
    return readSend(reply, settings, now())
  }

  return {
    send: async ({ sender, messages, mayStart }: SendRequest) => {
      const id = senderId(sender)
      // A name where a number must stand would be refused for every recipient; nothing needs to leave to know that.
      if (id === null) {
        return messages.map(() => refused({ code: 'INVALID_SENDER', reason: '', about: 'message' }))
      }
      return Promise.all(messages.map((message) => sendOne(id, message, mayStart)))
    },
    pollReceipts: async (queries: readonly ReceiptQuery[]) => {
      const references = queries.flatMap(({ reference }) => reference ?? [])
      return askForReceipts(references, REPORTS_AT_ONCE, async (reference) =>
        readReport(await get(`/v1/message/${encodeURIComponent(reference)}`), reference, settings),
      )
    },
    balance: async () => ({ value: await balance(), unit: settings.balanceUnit }),
    test: async () => void (await balance()),
    close: () => http.close(),
  }
}

/** Send2 gives each sender a number; it has no call that lists them. */
const senderId = (sender: string): number | null => (/^\d{1,15}$/.test(sender) ? Number(sender) : null)
