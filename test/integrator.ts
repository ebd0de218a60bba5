import { beforeAll, beforeEach } from 'vitest'
import { apiClient } from './api.ts'
import { setUp } from './installation.ts'
import { webApp } from './web.ts'

type Headers = Record<string, string>
/** Somebody who has read the document and nothing else, on an installation with 1,000 credits. Every test has a key of its own. */
export function integrator() {
  const app = webApp()
  const { ask } = apiClient(app)
  let own: Headers = {}
  beforeAll(async () => {
    await setUp({ system: app.root() }, { credits: 1000 })
    await app.query(`insert into sender (account_id, value, status) values (1, 'WAITING', 'pending')`)
  })
  beforeEach(async () => {
    own = (await app.addKey('operator', 'sms:send')).headers
  })
  const post = (path: string, body?: unknown, params: object = {}, headers = own) =>
    ask('POST', path, { headers, params: { ...params }, ...(body !== undefined && { body }) })
  const get = (path: string, params: object = {}, query: object = {}, headers = own) =>
    ask('GET', path, { headers, params: { ...params }, query: { ...query } })
  const send = (over: object = {}, headers = own) => post('/sms/send', { ...text, ...over }, {}, headers)
  return {
    app,
    ask,
    own: () => own,
    post,
    get,
    send,
    scheduled: async () => String((await send({ scheduledTime: inAnHour() })).body.uuid),
    balance: async () => (await get('/credit')).body as { balance: number; held: number },
  }
}

/** One message to one person. */
export const text = { sender: 'REHEARSAL', content: 'Hello', msisdns: ['0712000001'] }
export const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()
