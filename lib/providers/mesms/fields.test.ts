import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { mesms } from './index.ts'

/** ME-SMS with the lost tables filled in with names that nobody has thought of. */
const NOW = '2026-11-01T10:00:00+07:00'
const answers: Readonly<Record<string, object>> = {
  '/api/v2/credit': { remaining: 77 },
  '/api/v2/senders': { senders: [{ title: 'LONGWAVE', status: 'approved' }] },
  '/api/v2/sms/send': { uuid: 'abc', pieces: 2, price: 4 },
  '/api/v2/sms/abc/recipients': {
    recipients: [{ tel: '0812345678', status: 'success', changed: NOW }],
    hasMore: false,
  },
  '/api/v2/sms': { messages: [{ uuid: 'abc', made: NOW, body: 'Sawasdee' }] },
}
const names = {
  creditFields: ['remaining'],
  senderFields: ['title'],
  partsFields: ['pieces'],
  costFields: ['price'],
  numberFields: ['tel'],
  updatedFields: ['changed'],
  createdFields: ['made'],
  contentFields: ['body'],
}
const query = { reference: 'abc', ourReference: 'era.1.1', to: '66812345678', sentAt: new Date(NOW) }

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const open = async (settings: object) => {
  const server = createServer((request, response) => {
    response.end(JSON.stringify(answers[new URL(request.url ?? '', 'http://localhost').pathname] ?? {}))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const connection = mesms.connect({
    settings: { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...settings },
    secrets: { apiKey: 'mesms-key' },
    allowPrivateHosts: true,
    maxConnections: 4,
    now: () => new Date(NOW),
  })
  closing.push(
    () => connection.close(),
    () => new Promise((done) => server.close(done)),
  )
  return connection
}

const preview = { sender: 'LONGWAVE', text: 'Sawasdee', to: ['66812345678'] }
const lost = { ...query, reference: null, text: 'Sawasdee' }
const mayAsk = async () => true

test('what ME-SMS calls its fields can be said by a person', async () => {
  const connection = await open(names)
  expect(await connection.balance?.()).toMatchObject({ value: 77 })
  expect(await connection.listSenders?.()).toEqual([{ value: 'LONGWAVE', approved: true }])
  expect(await connection.preview?.(preview)).toEqual({ parts: 2, credits: 4 })
  expect((await connection.pollReceipts?.([query]))?.receipts).toMatchObject([
    { to: '66812345678', state: 'delivered', at: new Date(NOW) },
  ])
  expect(await connection.findSent?.([lost], mayAsk)).toEqual([{ kind: 'sent', reference: 'abc' }])
  expect(await connection.findSent?.([{ ...lost, text: 'Another' }], mayAsk)).toEqual([{ kind: 'silent' }])
})

test('a field with a name that nobody has said is not there', async () => {
  const connection = await open({})
  await expect(connection.balance?.()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' })
  expect(await connection.listSenders?.()).toEqual([])
  expect(await connection.preview?.(preview)).toEqual({ parts: null, credits: null })
  expect((await connection.pollReceipts?.([query]))?.receipts).toEqual([])
  expect(await connection.findSent?.([lost], mayAsk)).toEqual([{ kind: 'silent' }])
})
