import { listCountries } from '#lib/sms/numbering-plan.ts'
import { withoutPath } from '../base-url.ts'
import { defineProvider } from '../define-provider.ts'
import { openHttp } from '../http-client.ts'
import type { Capabilities, Connection } from '../provider.ts'
import { cancel, listSenders, preview, readCredit, testKey } from './calls.ts'
import type { Line } from './line.ts'
import { findSent } from './lookup.ts'
import { pollReceipts } from './recipients.ts'
import { send } from './sending.ts'
import { mesmsSecrets, mesmsSettings } from './settings.ts'

/** A page of ten thousand recipients. */
const MAX_BODY_BYTES = 8 * 1024 * 1024

/** ME-SMS (Thailand): https://me-sms.com/en/api-docs. One text to many numbers, known by one uuid. */
export const mesms = defineProvider({
  name: 'mesms',
  words: {
    title: 'ME-SMS',
    about: 'Thailand. One text to thousands of numbers a request; counts and prices it beforehand.',
    th: { title: 'ME-SMS', about: 'ประเทศไทย ส่งข้อความเดียวถึงหลายพันหมายเลขต่อคำขอ และนับจำนวนส่วนกับราคาให้ก่อนส่ง' },
  },
  home: 'TH',
  settings: mesmsSettings,
  secrets: mesmsSecrets,
  capabilities: ({ batchSize, pollAfterSeconds, lookupDelaySeconds, timeoutSeconds }): Capabilities => ({
    batch: { size: batchSize, texts: 'one' },
    textLimit: { characters: 1_000, parts: null },
    encoding: 'any',
    hashedNumbers: false,
    refusedCountries: listCountries().filter((country) => country !== 'TH'),
    nativeSchedule: 'send-and-cancel',
    receipts: { push: false, poll: pollAfterSeconds.map((seconds) => seconds * 1_000), perQuestion: 1_000 },
    balance: true,
    senderList: true,
    senderForm: 'name',
    lookup: true,
    lookupDelayMs: lookupDelaySeconds * 1_000,
    timeoutMs: timeoutSeconds * 1_000,
    fillsPlaceholders: true,
    preview: true,
    // No document gives a rate; requests are few, because each carries many numbers.
    defaultRate: 5,
  }),
  connect: ({ settings, secrets, allowPrivateHosts, maxConnections, timeoutMs, now }): Connection => {
    const http = openHttp({
      baseUrl: withoutPath(settings.baseUrl, '/api/v2'),
      allowPrivateHosts,
      maxConnections,
      timeoutMs,
      maxBodyBytes: MAX_BODY_BYTES,
    })
    const line: Line = { http, apiKey: secrets.apiKey, settings, now }
    return {
      send: (request) => send(line, request),
      pollReceipts: (queries) => pollReceipts(line, queries),
      findSent: (queries, mayAsk) => findSent(line, queries, mayAsk),
      balance: async () => ({ value: await readCredit(line), unit: 'credits' }),
      listSenders: () => listSenders(line),
      cancel: (reference) => cancel(line, reference),
      preview: (request) => preview(line, request),
      test: () => testKey(line),
      close: () => http.close(),
    }
  },
})
