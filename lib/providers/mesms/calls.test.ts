import { afterEach, describe, expect, test } from 'vitest'
import { startEmulator } from '../../../emulators/mesms/server.ts'
import { answering, startHostileServer } from '../hostile-server.ts'
import { mesms } from './index.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const connectTo = (url: string, settings: object = {}, apiKey = 'mesms-key') => {
  const connection = mesms.connect({
    settings: { baseUrl: url, ...settings },
    secrets: { apiKey },
    allowPrivateHosts: true,
    maxConnections: 4,
    timeoutMs: 30_000,
    now: () => new Date(),
  })
  closing.unshift(() => connection.close())
  return connection
}

const open = async (emulated: object = {}, settings: object = {}, apiKey = 'mesms-key') => {
  const { control, url, close } = await startEmulator(emulated)
  closing.push(close)
  const connection = connectTo(url, settings, apiKey)
  const send = async (over: { to?: string[]; text?: string; sendAt?: Date } = {}) => {
    const { to = ['66812345678'], text = 'Sawasdee', ...rest } = over
    const messages = to.map((number, n) => ({ reference: `era.1.${n}`, to: number, text, parts: 1 }))
    const order = { sender: 'LONGWAVE', messages, callbackUrl: null, mayStart: () => true, ...rest }
    return connection.send(order)
  }
  const schedule = async () => {
    const [outcome] = await send({ sendAt: new Date(Date.now() + 3_600_000) })
    if (outcome?.kind !== 'accepted' || outcome.reference === null) throw new Error('not accepted')
    return outcome.reference
  }
  return { control, connection, send, schedule }
}

describe('a request to send', () => {
  test('has the numbers with 66 and without plus, and nothing that is not needed', async () => {
    const { control, send } = await open()
    await send({ to: ['66812345678', '66612345678'] })
    expect(JSON.parse(control.requests()[0]?.body ?? '')).toEqual({
      sender: 'LONGWAVE',
      content: 'Sawasdee',
      msisdns: ['66812345678', '66612345678'],
    })
  })

  test('has its time with Bangkok’s offset', async () => {
    const { control, send } = await open()
    await send({ sendAt: new Date('2030-06-01T03:00:00Z') })
    const { scheduledTime } = JSON.parse(control.requests()[0]?.body ?? '')
    expect(scheduledTime).toBe('2030-06-01T10:00:00+07:00')
  })

  test.each(['254722000000', '6621234567', '668123456789', 'a'.repeat(64)])(
    'leaves %s out, and sends to the others',
    async (foreign) => {
      const { control, send } = await open()
      const outcomes = await send({ to: ['66812345678', foreign, '66612345678'] })
      expect(outcomes).toMatchObject([
        { kind: 'accepted' },
        { kind: 'refused', code: 'INVALID_NUMBER', about: 'recipient' },
        { kind: 'accepted' },
      ])
      expect([...control.accepted().keys()]).toEqual(['66812345678', '66612345678'])
    },
  )

  test('does not leave for numbers that are all foreign', async () => {
    const { control, send } = await open()
    expect(await send({ to: ['254722000000'] })).toMatchObject([{ kind: 'refused', about: 'recipient' }])
    expect(control.requests()).toEqual([])
  })
})

test('only Thailand is served', () => {
  const { refusedCountries } = mesms.capabilities({})
  expect(refusedCountries).toContain('KE')
  expect(refusedCountries).toContain('LA')
  expect(refusedCountries).not.toContain('TH')
})

describe('calling back a schedule', () => {
  test('works once, and again it is as good as done', async () => {
    const { control, connection, schedule } = await open()
    const uuid = await schedule()
    expect(await connection.cancel?.(uuid)).toBe('CANCELLED')
    expect(await connection.cancel?.(uuid)).toBe('CANCELLED')
    control.advance(2 * 3_600_000)
    expect([...control.accepted().values()].filter((times) => times > 0)).toEqual([])
  })

  test.each([
    [400, 409],
    [409, 400],
  ])('goes by the code, whether it comes with %i or %i', async (notScheduledStatus, other) => {
    const { control, connection, send, schedule } = await open({
      notScheduledStatus,
      alreadyProcessingStatus: other,
      alreadyCancelledStatus: other,
      processingMs: 5_000,
    })
    const [sent] = await send()
    const reference = (sent?.kind === 'accepted' && sent.reference) || ''
    expect(['NOT_SCHEDULED', 'ALREADY_PROCESSING']).toContain(await connection.cancel?.(reference))
    const uuid = await schedule()
    control.advance(3_601_000)
    expect(await connection.cancel?.(uuid)).toBe('ALREADY_PROCESSING')
  })

  test('asks the message itself where the code is missing', async () => {
    const { control, connection, schedule } = await open({ processingMs: 5_000 })
    const [cancelled, begun] = [await schedule(), await schedule()]
    await connection.cancel?.(cancelled)
    control.advance(3_601_000)
    control.hazard({ kind: 'without-code', on: ['cancel'] })
    expect(await connection.cancel?.(cancelled)).toBe('CANCELLED')
    expect(await connection.cancel?.(begun)).toBe('ALREADY_PROCESSING')
  })

  test.each([
    [{ kind: 'status-after', status: 503 }],
    [{ kind: 'reset-after' }],
    [{ kind: 'html' }],
    [{ kind: 'throttle' }],
  ])('fails in words after %j, and may be repeated', async (hazard) => {
    const { control, connection, schedule } = await open()
    const uuid = await schedule()
    control.hazard({ on: ['cancel'], times: 1, ...hazard })
    await expect(connection.cancel?.(uuid)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' })
    expect(await connection.cancel?.(uuid)).toBe('CANCELLED')
  })

  test('of a message that does not exist fails in words', async () => {
    const { connection } = await open()
    await expect(connection.cancel?.('../credit')).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' })
  })
})

describe('the provider’s own count', () => {
  const asked = {
    sender: 'LONGWAVE',
    text: 'ก'.repeat(71),
    to: ['66812345678', '66612345678', '254722000000'],
  }

  test.each(['dryRun', 'previewPath'])('by %s sends nothing and costs nothing', async (previewBy) => {
    const { control, connection } = await open({ credit: 100 }, { previewBy })
    expect(await connection.preview?.(asked)).toEqual({ parts: 2, credits: 4 })
    expect(control.messages()).toEqual([])
    expect(await connection.balance?.()).toEqual({ value: 100, unit: 'credits' })
  })

  test('may carry a uuid, which is none of a message', async () => {
    const { control, connection } = await open()
    control.hazard({ kind: 'dry-run-uuid', on: ['*'] })
    expect(await connection.preview?.(asked)).toEqual({ parts: 2, credits: 4 })
    expect(control.messages()).toEqual([])
  })

  test('is asked for in several requests where one does not take all numbers', async () => {
    const { connection } = await open({}, { batchSize: 1 })
    expect(await connection.preview?.(asked)).toEqual({ parts: 2, credits: 4 })
  })

  test.each([
    ['{"messageParts": "3", "totalCredits": 6}', { parts: 3, credits: 6 }],
    ['{"smsParts": 3, "cost": 1.5}', { parts: 3, credits: 1.5 }],
    ['{"data": {"parts": 1, "credits": 2}}', { parts: 1, credits: 2 }],
    ['{"estimate": "cheap"}', { parts: null, credits: null }],
  ])('is read from %s', async (body, expected) => {
    const server = await startHostileServer(answering('200 OK', body))
    closing.push(server.stop)
    expect(await connectTo(server.url).preview?.(asked)).toEqual(expected)
  })

  test('of numbers that are not served is nothing', async () => {
    const { connection } = await open()
    expect(await connection.preview?.({ ...asked, to: ['254722000000'] })).toEqual({
      parts: null,
      credits: null,
    })
  })
})

describe('the account', () => {
  test('may send with approved senders only', async () => {
    const { connection } = await open()
    expect(await connection.listSenders?.()).toEqual([
      { value: 'LONGWAVE', approved: true },
      { value: 'MESMS', approved: true },
      { value: 'WAITING', approved: false },
      { value: 'REFUSED', approved: false },
    ])
  })

  test.each(['{"credit": 12.5}', '{"balance": "12.5"}', '{"credits": 12.5}', '{"data": {"credit": 12.5}}'])(
    'has the credit of %s',
    async (body) => {
      const server = await startHostileServer(answering('200 OK', body))
      closing.push(server.stop)
      expect(await connectTo(server.url).balance?.()).toEqual({ value: 12.5, unit: 'credits' })
    },
  )

  test('with a wrong key fails its test', async () => {
    const { connection } = await open({}, {}, 'no')
    await expect(connection.test()).rejects.toMatchObject({ code: 'INVALID_SETTINGS', field: 'secrets' })
  })

  test('is tested by a path that is certain where the assumed one does not exist', async () => {
    const settings = { creditPath: '/api/v2/no/such/path' }
    const { connection } = await open({}, settings)
    await connection.test()
    const { connection: stranger } = await open({}, settings, 'no')
    await expect(stranger.test()).rejects.toMatchObject({ code: 'INVALID_SETTINGS' })
    const server = await startHostileServer(answering('404 Not Found', '<h1>Welcome</h1>'))
    closing.push(server.stop)
    await expect(connectTo(server.url).test()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' })
  })
})
