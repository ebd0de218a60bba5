import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator } from '../send2/server.ts'
import { startControlServer } from './control-server.ts'

describe('the control server', () => {
  let emulator: Awaited<ReturnType<typeof startEmulator>>
  let server: Awaited<ReturnType<typeof startControlServer>>
  beforeAll(async () => {
    emulator = await startEmulator()
    server = await startControlServer([emulator], { token: 'secret' })
  })
  afterAll(async () => {
    await server.close()
    await emulator.close()
  })
  const call = (path: string, argument?: unknown, token = 'secret') =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'x-control-token': token },
      ...(argument !== undefined && { body: JSON.stringify(argument) }),
    })
  const send = (phone: string) =>
    fetch(`${emulator.url}/v1/message`, {
      method: 'POST',
      headers: { Authorization: 'Bearer send2-token', 'Content-Type': 'application/json' },
      body: JSON.stringify({ phone, text: 'Hi', sender: 12345 }),
    })

  it('lists the emulators and what each lets one do', async () => {
    expect(await (await call('')).json()).toEqual({ send2: emulator.url })
    expect(await (await call('/send2')).json()).toEqual(expect.arrayContaining(['hazard', 'accepted', 'set']))
  })

  it('switches a fault on and off, and shows the books', async () => {
    const id = await (await call('/send2/hazard', { kind: 'throttle', retryAfter: 2 })).json()
    expect((await send('+254722000001')).status).toBe(429)
    await call('/send2/clearHazards', id)
    expect((await send('+254722000001')).status).toBe(200)
    expect(await (await call('/send2/accepted')).json()).toEqual({ '254722000001': 1 })
    expect(await (await call('/send2/received')).json()).toEqual({ '254722000001': 2 })
    expect(await (await call('/send2/requests')).json()).toMatchObject([
      { operation: 'send', status: 429, hazards: ['throttle'], numbers: 1, accepted: 0 },
      { operation: 'send', status: 200, hazards: [], numbers: 1, accepted: 1 },
    ])
  })

  it('refuses a wrong token, and says what was wrong with a call', async () => {
    expect((await call('/send2/counts', undefined, 'guess')).status).toBe(401)
    expect((await call('/other/counts')).status).toBe(404)
    expect((await call('/send2/toString')).status).toBe(404)
    expect((await call('/send2/hazard', { kind: 'throtle' })).status).toBe(400)
    expect(await (await call('/send2/set', { ballance: 1 })).json()).toEqual({
      error: expect.stringMatching(/balance/),
    })
    expect(await (await call('/send2/set', { balance: '1' })).json()).toEqual({
      error: expect.stringMatching(/type/),
    })
  })
})
