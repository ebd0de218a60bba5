import { afterEach, expect, test } from 'vitest'
import { webApp } from '#test/web.ts'
import { startEmulator } from '../../emulators/mesms/server.ts'
import { startEmulator as startTwochat } from '../../emulators/twochat/server.ts'
import { startHostileServer, type Trick, tricks } from '../providers/hostile-server.ts'
import { createAccount } from './create-account.ts'
import { testAccount } from './test-account.ts'

const app = webApp()
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

let made = 0
const add = async (baseUrl: string, over: object = {}) =>
  (
    await createAccount(app.root(), {
      provider: 'mesms',
      name: `test ${++made}`,
      settings: { baseUrl, ...over },
      secrets: { apiKey: 'a-key' },
    })
  ).id

const serve = async (trick: Trick) => {
  const server = await startHostileServer(trick)
  stops.push(server.stop)
  return server
}
const notFor = (reason: string) => ({ code: 'PROVIDER_UNAVAILABLE', params: { reason } })

test.each([
  ['http://127.0.0.1', 'a loopback address'],
  ['https://127.0.0.1', 'a loopback address by https'],
  ['https://localhost', 'a name that leads to this machine'],
  ['https://[::ffff:169.254.169.254]', 'the address of a cloud’s secrets'],
  ['http://example.com', 'a public name without https'],
])('%s, %s, is not called unless an admin has allowed it', async (origin) => {
  const server = await serve(tricks['answers 200 with an empty object'])
  const port = new URL(server.url).port
  const id = await add(`${origin}:${port}`)
  await expect(testAccount(app.root(), id)).rejects.toMatchObject(notFor('HOST_NOT_ALLOWED'))
  expect(server.connections()).toBe(0)
})

test('a redirect is not followed, wherever it leads', async () => {
  const server = await serve(tricks['redirects elsewhere'])
  const id = await add(server.url, { allowPrivateHosts: true })
  await expect(testAccount(app.root(), id)).rejects.toMatchObject(notFor('ANSWER_NOT_UNDERSTOOD'))
  expect(server.requests.some((request) => request.includes('/elsewhere'))).toBe(false)
})

test('an answer without end is not read to the end', async () => {
  const server = await serve(tricks['answers with an endless body'])
  const id = await add(server.url, { allowPrivateHosts: true })
  await expect(testAccount(app.root(), id)).rejects.toMatchObject(notFor('ANSWER_TOO_BIG'))
})

test('credentials that the provider does not know are told from a provider that does not answer', async () => {
  const mesms = await startEmulator()
  stops.push(mesms.close)
  const id = await add(mesms.url, { allowPrivateHosts: true })
  await expect(testAccount(app.root(), id)).rejects.toMatchObject({
    code: 'INVALID_SETTINGS',
    field: 'secrets',
  })
  await mesms.control.offline()
  await expect(testAccount(app.root(), id)).rejects.toMatchObject(notFor('CONNECTION_REFUSED'))
})

test('a test sends nothing', async () => {
  const mesms = await startEmulator()
  stops.push(mesms.close)
  const { settings, secrets } = mesms.control.account()
  const { id } = await createAccount(app.root(), {
    provider: 'mesms',
    name: `test ${++made}`,
    settings: { ...settings, allowPrivateHosts: true },
    secrets,
  })
  expect((await testAccount(app.root(), id)).ms).toBeGreaterThanOrEqual(0)
  expect(mesms.control.received().size).toBe(0)
})

test('a test tells how many requests the provider allows, where it says so', async () => {
  const twochat = await startTwochat({ requestsPerMinute: 80, apiRequestCount: 30, maxApiRequestCount: 100 })
  stops.push(twochat.close)
  const { settings, secrets } = twochat.control.account()
  const account = { provider: 'twochat', name: `test ${++made}`, secrets }
  const { id } = await createAccount(app.root(), {
    ...account,
    settings: { ...settings, allowPrivateHosts: true },
  })
  const { allowance } = await testAccount(app.root(), id)
  expect(allowance).toEqual({ requestsPerMinute: 80, requestsLeft: expect.any(Number) })
  expect(allowance?.requestsLeft).toBeLessThanOrEqual(70)
})
