import { afterEach, describe, expect, test } from 'vitest'
import { startEmulator } from '../../../emulators/mesms/server.ts'
import type { ReceiptQuery } from '../provider.ts'
import { mesms } from './index.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const MINUTE = 60_000
const number = (n: number) => `668123${45_000 + n}`

/** An account whose clock can be set ahead together with ME-SMS's or alone; ME-SMS's list is complete after ten minutes. */
const open = async (settings: object = {}) => {
  const { control, url, close } = await startEmulator()
  let ahead = 0
  const connection = mesms.connect({
    settings: { baseUrl: url, pageSize: 10, ...settings },
    secrets: { apiKey: 'mesms-key' },
    allowPrivateHosts: true,
    maxConnections: 4,
    timeoutMs: 30_000,
    now: () => new Date(Date.now() + ahead),
  })
  closing.push(() => connection.close(), close)
  const send = async (count: number, over: { text?: string; sender?: string; first?: number } = {}) => {
    const { text = 'Sawasdee', sender = 'LONGWAVE', first = 0 } = over
    const messages = Array.from({ length: count }, (_, n) => ({
      reference: `era.1.${first + n}`,
      to: number(first + n),
      text,
      parts: 1,
    }))
    const outcomes = await connection.send({ sender, messages, callbackUrl: null, mayStart: () => true })
    const queries = messages.map(({ reference, to }): ReceiptQuery => {
      return { reference: null, ourReference: reference, to, sentAt: new Date(), sender, text }
    })
    return { queries, outcomes }
  }
  const find = async (queries: readonly ReceiptQuery[], mayAsk = async () => true) =>
    (await connection.findSent?.(queries, mayAsk)) ?? []
  const wrong = (ms: number) => {
    ahead += ms
  }
  const later = (ms: number) => {
    wrong(ms)
    control.advance(ms)
  }
  return { control, send, find, later, wrong }
}

type Account = Awaited<ReturnType<typeof open>>

/** A send whose answer is lost; `taken` says whether ME-SMS took it. */
const lose = async ({ control, send }: Account, taken: boolean, count = 3) => {
  control.hazard({ kind: taken ? 'reset-after' : 'reset-before', times: 1 })
  const { queries, outcomes } = await send(count)
  expect(outcomes.every(({ kind }) => kind === 'unknown')).toBe(true)
  return queries
}

describe('a send whose answer was lost', () => {
  test('is found by its numbers, under its uuid', async () => {
    const account = await open()
    const queries = await lose(account, true, 25)
    const uuid = account.control.messages()[0]?.uuid
    expect(await account.find(queries)).toEqual(queries.map(() => ({ kind: 'sent', reference: uuid })))
  })

  test('was not sent if the list does not have it after its time', async () => {
    const account = await open()
    await account.send(2, { first: 50 })
    const queries = await lose(account, false)
    expect(await account.find(queries), 'too early to say').toEqual(queries.map(() => ({ kind: 'silent' })))
    account.later(11 * MINUTE)
    expect(await account.find(queries)).toEqual(queries.map(() => ({ kind: 'not_sent' })))
  })

  test('stays in doubt where somebody is counted among the recipients and not listed', async () => {
    const account = await open()
    account.control.hazard({ kind: 'omit', numbers: [number(1)] })
    const queries = await lose(account, true)
    account.later(11 * MINUTE)
    expect((await account.find(queries)).map(({ kind }) => kind)).toEqual(['sent', 'silent', 'sent'])
  })

  test('is found among many messages, over several pages', async () => {
    const account = await open()
    for (let n = 0; n < 15; n += 1) await account.send(1, { first: 100 + n })
    const queries = await lose(account, true, 1)
    for (let n = 0; n < 15; n += 1) await account.send(1, { first: 200 + n })
    expect(await account.find(queries)).toMatchObject([{ kind: 'sent' }])
  })

  test('stays in doubt until all that say the same could be read', async () => {
    const account = await open()
    await account.send(1, { first: 300 })
    const queries = await lose(account, true, 1)
    const turns = (left: number) => async () => {
      left -= 1
      return left >= 0
    }
    for (const few of [0, 1, 2, 3])
      expect(await account.find(queries, turns(few))).toEqual([{ kind: 'silent' }])
    expect(await account.find(queries, turns(10))).toMatchObject([{ kind: 'sent' }])
  })

  test('is told by its text from another to the same number', async () => {
    const account = await open()
    await account.send(1, { text: 'Something else' })
    const queries = await lose(account, true, 1)
    const uuid = account.control.messages().find(({ text }) => text === 'Sawasdee')?.uuid
    expect(await account.find(queries)).toEqual([{ kind: 'sent', reference: uuid }])
  })

  test('stays in doubt beside another with the same text', async () => {
    const account = await open()
    await account.send(1)
    const queries = await lose(account, true, 1)
    account.later(11 * MINUTE)
    expect(await account.find(queries)).toEqual([{ kind: 'silent' }])
  })

  test('stays in doubt where only another text has its number', async () => {
    const account = await open()
    await account.send(1, { text: 'Something else' })
    const queries = await lose(account, false, 1)
    account.later(11 * MINUTE)
    expect(await account.find(queries)).toEqual([{ kind: 'silent' }])
  })

  test.each([
    ['the cursor stands still', { kind: 'cursor-stuck', on: ['recipients'] }],
    ['the cursor is missing', { kind: 'cursor-missing', on: ['recipients'] }],
    ['a page is empty', { kind: 'empty-page', on: ['recipients'] }],
  ])('is not called unsent where %s', async (_name, hazard) => {
    const account = await open()
    await account.send(25, { first: 50 })
    const queries = await lose(account, false)
    account.later(11 * MINUTE)
    account.control.hazard(hazard)
    expect(await account.find(queries)).toEqual(queries.map(() => ({ kind: 'silent' })))
  })

  test('is not called unsent where the list cannot be read', async () => {
    const account = await open()
    const queries = await lose(account, false)
    account.later(11 * MINUTE)
    account.control.hazard({ kind: 'throttle', on: ['list'] })
    await expect(account.find(queries)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' })
  })

  test('is not called unsent by a clock that differs from theirs', async () => {
    const account = await open()
    const queries = await lose(account, false)
    account.wrong(11 * MINUTE)
    expect(await account.find(queries)).toEqual(queries.map(() => ({ kind: 'silent' })))
  })

  test('is not taken for a send of another time', async () => {
    const account = await open()
    const queries = await lose(account, true, 1)
    const early = queries.map((query) => ({ ...query, sentAt: new Date(Date.now() - 60 * MINUTE) }))
    expect(await account.find(early)).toEqual([{ kind: 'silent' }])
    expect(await account.find(queries.map((query) => ({ ...query, sentAt: null })))).toEqual([
      { kind: 'silent' },
    ])
  })
})

test('what has a reference is looked for there, and nowhere else', async () => {
  const account = await open()
  const { outcomes } = await account.send(1)
  const reference = (outcomes[0]?.kind === 'accepted' && outcomes[0].reference) || ''
  const query = { reference, ourReference: 'era.1.1', to: number(0), sentAt: new Date() }
  const answers = await account.find([query, { ...query, to: number(1) }, { ...query, reference: 'nobody' }])
  expect(answers).toEqual([{ kind: 'sent', reference }, { kind: 'silent' }, { kind: 'silent' }])
})
