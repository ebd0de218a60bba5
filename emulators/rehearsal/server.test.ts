import { afterEach, describe, expect, test, vi } from 'vitest'
import { many, resultsOf, send, start } from './calls.ts'

describe('sending', () => {
  afterEach(() => void vi.useRealTimers())

  test('accepts with a reference and the parts it bills', async () => {
    const { url } = await start()
    const texts = [
      'a'.repeat(160),
      'a'.repeat(161),
      `${'a'.repeat(152)}€${'a'.repeat(152)}`,
      'ก'.repeat(70),
      'ก'.repeat(71),
    ]
    const results = await resultsOf(
      await send(
        url,
        {},
        texts.map((text) => ({ text })),
      ),
    )
    expect(results.map(({ parts }) => parts)).toEqual([1, 2, 3, 1, 2])
    expect(new Set(results.map(({ reference }) => reference)).size).toBe(5)
  })

  test('does the same to the same messages in every run, and otherwise with another seed', async () => {
    const behaviour = { seed: 'a', refusedPercent: 30, undeliveredPercent: 20, expiredPercent: 10 }
    const fates = async (over: object) => {
      const results = await resultsOf(await send((await start()).url, { ...behaviour, ...over }, many(100)))
      return results.map(({ reference, refused }) => refused?.code ?? reference?.slice(0, 4))
    }
    const first = await fates({})
    expect(await fates({})).toEqual(first)
    expect(await fates({ seed: 'b' })).not.toEqual(first)
  })

  test('keeps its shares', async () => {
    const { url } = await start()
    const behaviour = {
      refusedPercent: 20,
      refusedMessagePercent: 5,
      undeliveredPercent: 25,
      expiredPercent: 10,
    }
    const count = { recipient: 0, message: 0, U: 0, X: 0, D: 0 } as Record<string, number>
    for (let n = 0; n < 40; n += 1) {
      const messages = many(100).map((message) => ({ ...message, reference: `e.${n}.${message.reference}` }))
      for (const { refused, reference } of await resultsOf(await send(url, behaviour, messages))) {
        const key = refused?.about ?? reference?.[3] ?? ''
        count[key] = (count[key] ?? 0) + 1
      }
    }
    const share = (key: string, of: number) => ((count[key] ?? 0) / of) * 100
    const accepted = (count.D ?? 0) + (count.U ?? 0) + (count.X ?? 0)
    expect(Math.abs(share('recipient', 4000) - 20 * 0.95)).toBeLessThan(3)
    expect(Math.abs(share('message', 4000) - 5)).toBeLessThan(2)
    expect(Math.abs(share('U', accepted) - 25)).toBeLessThan(3)
    expect(Math.abs(share('X', accepted) - 10)).toBeLessThan(3)
  })

  test.each([
    [{ to: '12' }, 'INVALID_NUMBER', 'recipient'],
    [{ to: '+66812345678' }, 'INVALID_NUMBER', 'recipient'],
    [{ text: '' }, 'EMPTY_TEXT', 'message'],
    [{ text: 'ก'.repeat(1609) }, 'TEXT_TOO_LONG', 'message'],
  ])('refuses %j', async (message, code, about) => {
    const [refused, accepted] = await resultsOf(await send((await start()).url, {}, [message, {}]))
    expect(refused?.refused).toMatchObject({ code, about })
    expect(accepted?.reference).toBeDefined()
  })

  test('takes a hashed number', async () => {
    const [result] = await resultsOf(await send((await start()).url, {}, [{ to: 'a1'.repeat(32) }]))
    expect(result?.reference).toBeDefined()
  })

  test('takes no more than its rate', async () => {
    // Within one and the same moment, however long the requests take.
    vi.useFakeTimers({ toFake: ['Date'] })
    const server = await start()
    const statuses = await Promise.all(
      many(20).map(async (message) => (await send(server.url, { limitPerSecond: 5 }, [message])).status),
    )
    const taken = statuses.filter((status) => status === 200).length
    expect(taken).toBe(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(15)
    expect(server.logbook.after(0, 100)).toHaveLength(taken)
    expect((await send(server.url, { limitPerSecond: 5, seed: 'other' }, [{}])).status).toBe(200)
  })

  test('takes what it then says nothing about, or answers with nonsense to', async () => {
    const server = await start()
    await expect(send(server.url, { lostPercent: 100, lostBy: 'reset' }, [{}])).rejects.toThrow()
    expect(server.logbook.after(0, 1)[0]).toMatchObject({ answer: 'lost', reference: expect.any(String) })
    for (const message of many(60)) {
      const response = await send(server.url, { malformedPercent: 100 }, [message])
      expect(await resultsOf(response).catch(() => null)).not.toBeInstanceOf(Array)
    }
    const taken = server.logbook.after(1, 100).filter(({ reference }) => reference !== null)
    expect(taken.length).toBeGreaterThan(10)
    expect(taken.length).toBeLessThan(50)
  })

  test('is down in its outages and up between them', async () => {
    const server = await start()
    const down = await send(server.url, { outageEverySeconds: 10, outageSeconds: 10 }, [{}])
    expect([down.status, down.headers.get('retry-after')]).toEqual([503, '1'])
    await expect(
      send(server.url, { outageEverySeconds: 10, outageSeconds: 10, outageBy: 'reset' }, [{}]),
    ).rejects.toThrow()
    expect((await send(server.url, { outageEverySeconds: 10, outageSeconds: 0 }, [{}])).status).toBe(200)
    expect(server.logbook.after(0, 10)).toHaveLength(1)
  })

  test.each([
    ['{"sender":"X"', {}],
    ['{"sender":"X","callbackUrl":null,"messages":[]}', {}],
    ['{"sender":"","callbackUrl":null,"messages":[{"to":"6681","text":"","reference":"1"}]}', {}],
    ['{"sender":"X","callbackUrl":"ftp://x","messages":[{"to":"6681","text":"","reference":"1"}]}', {}],
    ['{"sender":"X","callbackUrl":null,"messages":[{"to":6681,"text":"","reference":"1"}]}', {}],
    ['{"sender":"X","callbackUrl":null,"messages":[{"to":"6681","text":"","reference":"1","x":1}]}', {}],
    [
      '{"sender":"X","callbackUrl":null,"messages":[{"to":"6681","text":"a","reference":"1"}]}',
      { behaviour: '{"x":1}' },
    ],
    [
      '{"sender":"X","callbackUrl":null,"messages":[{"to":"6681","text":"a","reference":"1"}]}',
      { behaviour: '[' },
    ],
    [
      '{"sender":"X","callbackUrl":null,"messages":[{"to":"6681","text":"a","reference":"1"}]}',
      { behaviour: '{"lostPercent":101}' },
    ],
    [
      '{"sender":"X","callbackUrl":null,"messages":[{"to":"6681","text":"a","reference":"1"}]}',
      { 'content-type': 'text/plain' },
    ],
  ])('does not take %s with %j', async (body, headers) => {
    const server = await start()
    const response = await fetch(`${server.url}/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'INVALID_REQUEST' } })
    expect(server.logbook.after(0, 10)).toEqual([])
  })
})

describe('the control API', () => {
  test('says what was received, counts, and forgets', async () => {
    const { url } = await start({ control: true, keep: 10 })
    await send(url, {}, many(25))
    const get = async (path: string) => (await fetch(url + path)).json()
    const { received } = (await get('/control/received?after=17&limit=3')) as {
      received: { n: number; to: string }[]
    }
    expect(received.map(({ n, to }) => [n, to])).toEqual([
      [18, '66810010017'],
      [19, '66810010018'],
      [20, '66810010019'],
    ])
    expect(((await get('/control/received')) as { received: unknown[] }).received).toHaveLength(10)
    expect(await get('/control/counters')).toMatchObject({ requests: 1, messages: 25, accepted: 25 })
    await fetch(`${url}/control/reset`, { method: 'POST' })
    expect(await get('/control/received')).toEqual({ received: [] })
    expect(await get('/control/counters')).toMatchObject({ messages: 0 })
  })

  test('is off unless it is switched on', async () => {
    const { url } = await start()
    expect((await fetch(`${url}/control/counters`)).status).toBe(404)
  })
})
