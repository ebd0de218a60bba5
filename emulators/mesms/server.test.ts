import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { describeTransport } from '../shared/transport-suite.ts'
import { get, post, SMS } from './sample-requests.ts'
import { startEmulator } from './server.ts'
import { defaults } from './settings.ts'

let emulator: Awaited<ReturnType<typeof startEmulator>>
const send = (over: object = {}, key?: string) =>
  post(emulator.url, '/sms/send', { ...SMS, ...over }, { key })
const sent = async (over: object = {}) => (await send(over)).json()
const look = async (path: string, key?: string) => (await get(emulator.url, path, key)).json()
const cancel = (uuid: string) => post(emulator.url, `/sms/${uuid}/cancel`, {})
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

beforeAll(async () => {
  emulator = await startEmulator()
})
afterEach(() => {
  emulator.control.reset()
  emulator.control.set(structuredClone(defaults))
})
afterAll(() => emulator.close())

describe('the ME-SMS emulator, sending', () => {
  it('queues a message and gives its uuid', async () => {
    expect(await sent()).toEqual({
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'pending',
      total: 2,
      parts: 1,
      credits: 2,
      scheduledTime: null,
    })
    expect(emulator.control.accepted()).toEqual(
      new Map([
        ['66812345678', 1],
        ['66898765432', 1],
      ]),
    )
    expect(await look('/credit')).toEqual({ credit: 9_999_998 })
    expect(emulator.control.messages('66898765432')).toMatchObject([{ text: 'Hello', sender: 'LONGWAVE' }])
  })

  it.each([
    ['no sender', { sender: undefined }, 'INVALID_PARAMETERS'],
    ['a sender of 12 characters', { sender: 'LONGWAVELONG' }, 'INVALID_PARAMETERS'],
    ['a sender that waits for approval', { sender: 'WAITING' }, 'SENDER_NOT_APPROVED'],
    ['neither content nor template', { content: undefined }, 'INVALID_PARAMETERS'],
    ['both', { templateId: 1 }, 'INVALID_PARAMETERS'],
    ['1,001 characters', { content: 'a'.repeat(1001) }, 'INVALID_PARAMETERS'],
    ['neither numbers nor group', { msisdns: undefined }, 'INVALID_PARAMETERS'],
    ['no number', { msisdns: [] }, 'INVALID_PARAMETERS'],
    ['a number with a plus', { msisdns: ['+66812345678'] }, 'INVALID_MSISDN'],
    ['a number that is a JSON number', { msisdns: [66812345678] }, 'INVALID_PARAMETERS'],
    ['a comma-separated text', { msisdns: '66812345678' }, 'INVALID_PARAMETERS'],
    ['a time that is none', { scheduledTime: '2026-06-01 10:00' }, 'INVALID_PARAMETERS'],
    ['a time that has passed', { scheduledTime: '2020-06-01T10:00:00+07:00' }, 'INVALID_PARAMETERS'],
    ['a dryRun in quotes', { dryRun: 'true' }, 'INVALID_PARAMETERS'],
    ['variables that are a list', { variables: [] }, 'INVALID_PARAMETERS'],
    ['an unknown field', { text: 'x' }, 'INVALID_PARAMETERS'],
  ])('refuses %s', async (_name, over, code) => {
    const response = await send(over)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ error: expect.any(String), code })
    expect(emulator.control.counts().accepted).toBe(0)
  })

  it('refuses broken JSON, forms, wrong keys, missing scopes, unknown paths and methods', async () => {
    expect((await post(emulator.url, '/sms/send', '{')).status).toBe(400)
    const form = { type: 'application/x-www-form-urlencoded' }
    expect((await post(emulator.url, '/sms/send', 'sender=LONGWAVE', form)).status).toBe(400)
    expect((await send({}, 'other')).status).toBe(401)
    const unscoped = await send({}, 'mesms-read-only')
    expect([unscoped.status, await unscoped.json()]).toMatchObject([403, { code: 'FORBIDDEN' }])
    expect(await look('/credit', 'mesms-read-only')).toMatchObject({ credit: 10_000_000 })
    expect((await send({}, 'mesms-stranger')).status).toBe(200)
    expect((await get(emulator.url, '/message')).status).toBe(404)
    expect((await post(emulator.url, '/credit', {})).status).toBe(405)
  })

  it('refuses with 402 when the credits do not suffice', async () => {
    emulator.control.set({ credit: 3 })
    const response = await send({ content: 'a'.repeat(161) })
    expect(response.status).toBe(402)
    expect(await response.json()).toEqual({ error: 'Insufficient credits', code: 'INSUFFICIENT_CREDITS' })
  })

  it('fills templates, resolves groups, and takes both forms of a number', async () => {
    const template = { content: undefined, templateId: 1, msisdns: undefined, contactGroupId: 1 }
    expect(await sent({ ...template, variables: { name: 'Toon' } })).toMatchObject({ total: 2 })
    expect(emulator.control.messages()[0]?.text).toBe('Hello Toon')
    expect((await send({ ...template, variables: {} })).status).toBe(400)
    expect((await send({ ...template, templateId: 9 })).status).toBe(404)
    expect((await send({ msisdns: undefined, contactGroupId: 9 })).status).toBe(404)
    await sent({ msisdns: ['0811111111'] })
    expect(emulator.control.accepted().get('66811111111')).toBe(1)
  })

  it('takes bad numbers as invalid and merges duplicates when told to', async () => {
    emulator.control.set({ badNumbers: 'invalid' })
    expect(await sent({ msisdns: ['66812345678', '123'] })).toMatchObject({ total: 2, credits: 1 })
    const twice = { msisdns: ['66812345678', '66812345678'] }
    expect(await sent(twice)).toMatchObject({ total: 2 })
    emulator.control.set({ duplicates: 'merge' })
    expect(await sent(twice)).toMatchObject({ total: 1 })
    expect(emulator.control.accepted()).toEqual(new Map([['66812345678', 4]]))
  })

  it('tells the price by dryRun and by preview, and sends and charges nothing', async () => {
    const content = 'สวัสดี'.repeat(20)
    expect(await sent({ content, dryRun: true })).toEqual({
      dryRun: true,
      total: 2,
      valid: 2,
      parts: 2,
      credits: 4,
      encoding: 'ucs2',
    })
    const { msisdns } = SMS
    const preview = (body: object) => post(emulator.url, '/sms/preview', body)
    expect(await (await preview({ msisdns, content })).json()).toMatchObject({ parts: 2, credits: 4 })
    expect((await preview({ msisdns })).status).toBe(400)
    expect((await preview({ ...SMS })).status).toBe(400)
    expect(emulator.control.counts()).toMatchObject({ received: 0, accepted: 0 })
    expect(await look('/credit')).toEqual({ credit: 10_000_000 })
  })

  it('holds a hundred thousand numbers of one message', async () => {
    const msisdns = Array.from({ length: 100_000 }, (_, at) => String(66_810_000_000 + at))
    expect(await sent({ msisdns })).toMatchObject({ total: 100_000, credits: 100_000 })
    expect(emulator.control.counts()).toMatchObject({ accepted: 100_000, numbersAccepted: 100_000 })
    emulator.control.set({ maxNumbers: 99_999 })
    expect((await send({ msisdns })).status).toBe(400)
  })
})

describe('the ME-SMS emulator, cancelling', () => {
  it('cancels what is scheduled and gives the credits back', async () => {
    const scheduledTime = inAnHour()
    const { uuid, status, ...rest } = await sent({ scheduledTime })
    expect([status, rest.scheduledTime]).toEqual(['scheduled', scheduledTime])
    expect(await look('/credit')).toEqual({ credit: 9_999_998 })
    expect(await (await cancel(uuid)).json()).toEqual({ uuid, status: 'cancelled', refunded: 2 })
    expect(await look('/credit')).toEqual({ credit: 10_000_000 })
    expect(emulator.control.counts().accepted).toBe(0)
    const again = await cancel(uuid)
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'ALREADY_CANCELLED' }])
  })

  it('refuses what was never scheduled, and what has begun', async () => {
    const now = await cancel((await sent()).uuid)
    expect([now.status, await now.json()]).toMatchObject([400, { code: 'NOT_SCHEDULED' }])
    const { uuid } = await sent({ scheduledTime: inAnHour() })
    emulator.control.advance(3_600_000)
    const late = await cancel(uuid)
    expect([late.status, await late.json()]).toMatchObject([409, { code: 'ALREADY_PROCESSING' }])
    emulator.control.set({ alreadyProcessingStatus: 400 })
    expect((await cancel(uuid)).status).toBe(400)
    expect((await cancel('unknown')).status).toBe(404)
  })

  it('reads a time without offset as Bangkok’s', async () => {
    const { scheduledTime } = await sent({ scheduledTime: '2099-06-01T10:00:00' })
    expect(scheduledTime).toBe('2099-06-01T03:00:00.000Z')
  })
})

describeTransport({
  open: startEmulator,
  number: '66812345678',
  send: (url, signal) =>
    post(url, '/sms/send', { ...SMS, msisdns: ['66812345678'] }, { ...(signal && { signal }) }),
})
