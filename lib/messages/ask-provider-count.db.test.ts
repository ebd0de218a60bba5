import { afterEach, beforeAll, expect, test } from 'vitest'
import { createAccount } from '#lib/accounts/create-account.ts'
import { createSender } from '#lib/senders/create-sender.ts'
import { product } from '#test/product.ts'
import { startEmulator } from '../../emulators/mesms/server.ts'
import { askProviderCount } from './ask-provider-count.ts'

const app = product(() => 'http://127.0.0.1:9')
const mesms = await startEmulator()
let accountId = 0
const to = '66812345678'

beforeAll(async () => {
  const { settings, secrets } = mesms.control.account()
  const account = { provider: 'mesms', name: 'counting', settings, secrets }
  accountId = (await createAccount(app.system, account)).id
  await createSender(app.system, { account: 'counting', value: 'LONGWAVE', approve: true })
  return mesms.close
})
afterEach(() => mesms.control.reset())

const ask = (text: string) => askProviderCount(app.operator, { sender: 'LONGWAVE', accountId, text, to })

test('a provider that counts beforehand is asked about the text of one person, and nothing is sent', async () => {
  expect(await ask('ก'.repeat(71))).toEqual({ parts: 2, credits: 2, ours: 2 })
  expect(mesms.control.received().size).toBe(0)
})

test('its count stands beside ours where they differ', async () => {
  mesms.control.hazard({
    times: 1,
    kind: 'status-before',
    status: 200,
    body: '{"messageParts": 3, "cost": "4.5"}',
  })
  expect(await ask('Hello')).toEqual({ parts: 3, credits: 4.5, ours: 1 })
  mesms.control.hazard({ kind: 'status-before', status: 200, body: '{"uuid": "x"}' })
  expect(await ask('Hello')).toMatchObject({ parts: null, credits: null })
})

test('it is asked about nothing that could not be sent', async () => {
  await expect(
    askProviderCount(app.operator, { sender: 'OTHER', accountId, text: 'Hello', to }),
  ).rejects.toMatchObject({ code: 'UNKNOWN_SENDER' })
  const [row] = await app.query<{ id: number }>(`select id from account where provider = 'rehearsal'`)
  const rehearsal = { sender: 'REHEARSAL', accountId: row?.id ?? 0, text: 'Hello', to }
  await expect(askProviderCount(app.operator, rehearsal)).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(mesms.control.requests()).toEqual([])
})
