import { afterEach, describe, expect, test } from 'vitest'
import { Bench, type ContractOptions, type StartEmulator, text } from './contract-bench.ts'
import { answering, closedUrl, tricks } from './hostile-server.ts'
import type { OutgoingSms, Provider, Receipt, ReceiptQuery, SendOutcome } from './provider.ts'

/**
 * What the product relies on, run over one adapter: against its emulator, and against servers that break every rule.
 * Call it at the top of `lib/providers/<name>/<name>.test.ts`.
 */
export const describeProvider = (
  provider: Provider,
  start: StartEmulator,
  options: ContractOptions,
): void => {
  const bench = new Bench(provider, start, options)
  afterEach(() => bench.cleanUp())
  const capabilities = provider.capabilities(bench.account().settings)
  const batch = Math.min(capabilities.batch.size, 3)
  const best = options.bestReceipt ?? 'delivered'

  describe(`${provider.name} keeps the contract`, () => {
    test('what the provider accepts is accepted, under a reference of its own, and reached it once', async () => {
      const { emulator, connection } = await bench.emulate()
      const outcomes = await bench.sendMany(connection, 6)
      expect(kinds(outcomes)).toEqual(Array(6).fill('accepted'))
      for (const outcome of outcomes) expect(outcome).toMatchObject({ reference: expect.stringMatching(/./) })
      const received = await emulator.received()
      expect(received.map(({ to }) => to).sort()).toEqual(
        Array.from({ length: 6 }, (_, n) => bench.received(n)).sort(),
      )
      for (const sms of received) expect(sms).toMatchObject({ sender: options.sender, text, accepted: true })
    })

    test('what the provider refuses is refused, with a code and its words, and not sent again', async () => {
      const { emulator, connection } = await bench.emulate('refuse')
      const outcomes = await connection.send(bench.order(batch))
      expect(kinds(outcomes)).toEqual(Array(batch).fill('refused'))
      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({
          code: expect.stringMatching(/^[A-Z0-9_]+$/),
          reason: expect.any(String),
        })
      }
      expect((await emulator.received()).filter(({ accepted }) => accepted)).toEqual([])
    })

    test('each message gets the outcome of its own number when some are refused', async () => {
      const { emulator, connection } = await bench.emulate('some')
      const count = 24
      const outcomes = await bench.sendMany(connection, count)
      const accepted = new Set((await emulator.received()).filter((sms) => sms.accepted).map(({ to }) => to))
      expect(accepted.size).toBeGreaterThan(0)
      expect(accepted.size).toBeLessThan(count)
      const expected = Array.from({ length: count }, (_, n) =>
        accepted.has(bench.received(n)) ? 'accepted' : 'refused',
      )
      expect(kinds(outcomes)).toEqual(expected)
    })

    test.each(Object.entries(tricks))('a server that %s leaves the outcome unknown', async (_name, trick) => {
      const server = await bench.hostile(trick)
      const connection = bench.connect(server.url, 'accept', { timeoutMs: 400 })
      const outcomes = await connection.send(bench.order(batch))
      expect(kinds(outcomes)).toEqual(Array(batch).fill('unknown'))
      expect(server.requests, 'requests that left').toHaveLength(1)
    })

    test('a server that answers 429 has not taken the message, and says when to come again', async () => {
      const server = await bench.hostile(
        answering('429 Slow Down\r\nretry-after: 7', '<html>slow down</html>'),
      )
      const outcomes = await bench.connect(server.url).send(bench.order(batch))
      expect(outcomes).toHaveLength(batch)
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 })
      expect(server.requests, 'requests that left').toHaveLength(1)
    })

    test('a server that cannot be reached has not taken the message', async () => {
      const outcomes = await bench.connect(await closedUrl()).send(bench.order(batch))
      expect(kinds(outcomes)).toEqual(Array(batch).fill('throttled'))
    })

    test('a connection that is reset before it is used never means accepted or refused', async () => {
      const server = await bench.hostile(() => {})
      const connection = bench.connect(server.url)
      await server.stop()
      for (const { kind } of await connection.send(bench.order(batch)))
        expect(['throttled', 'unknown']).toContain(kind)
      expect(server.requests).toEqual([])
    })

    test('what may not start any more does not leave', async () => {
      const { emulator, connection } = await bench.emulate()
      const outcomes = await connection.send(bench.order(batch, { mayStart: () => false }))
      expect(kinds(outcomes)).toEqual(Array(batch).fill('throttled'))
      expect(await emulator.received()).toEqual([])
    })

    test('after closing nothing leaves', async () => {
      const { emulator, connection } = await bench.emulate()
      await connection.close()
      expect(kinds(await connection.send(bench.order(batch)))).toEqual(Array(batch).fill('throttled'))
      expect(await emulator.received()).toEqual([])
    })

    test('an incomplete account does not connect, and nothing is asked', async () => {
      const server = await bench.hostile(() => {})
      expect(options.invalid.length).toBeGreaterThan(0)
      for (const over of options.invalid) {
        expect(() => bench.connect(server.url, 'accept', over)).toThrow(
          expect.objectContaining({ name: 'AppError' }),
        )
      }
      expect(server.connections()).toBe(0)
    })

    test('the rate is one that an account can have', () => {
      expect(capabilities.defaultRate).toSatisfy((rate: number) => Number.isInteger(rate) && rate >= 1)
    })

    test.runIf('timeoutSeconds' in (provider.settings.parse(bench.account().settings) as object))(
      'a request takes no longer than the account says',
      () => {
        const settings = bench.account().settings as object
        expect(provider.capabilities({ ...settings, timeoutSeconds: 77 }).timeoutMs).toBe(77_000)
      },
    )

    test('the settings read again what they have read', () => {
      const once = provider.settings.parse(bench.account().settings)
      expect(provider.settings.parse(once)).toEqual(once)
    })

    test('the connection has exactly the methods that the capabilities promise', async () => {
      const { connection } = await bench.emulate()
      expect({
        balance: connection.balance !== undefined,
        senderList: connection.listSenders !== undefined,
        lookup: connection.findSent !== undefined,
        poll: connection.pollReceipts !== undefined,
        preview: connection.preview !== undefined,
        cancel: connection.cancel !== undefined,
      }).toEqual({
        balance: capabilities.balance,
        senderList: capabilities.senderList,
        lookup: capabilities.lookup,
        poll: capabilities.receipts.poll !== null,
        preview: capabilities.preview,
        cancel: capabilities.nativeSchedule === 'send-and-cancel',
      })
      if (capabilities.receipts.push) expect(provider.readCallback).toBeDefined()
    })

    test('the account can be tested, which sends nothing and fails in words', async () => {
      const { emulator, connection } = await bench.emulate()
      await connection.test()
      expect(await emulator.received()).toEqual([])
      const unreachable = bench.connect(await closedUrl())
      const nonsense = bench.connect((await bench.hostile(tricks['answers 200 with a web page'])).url)
      for (const broken of [unreachable, nonsense]) {
        await expect(broken.test()).rejects.toMatchObject({ name: 'AppError', code: 'PROVIDER_UNAVAILABLE' })
      }
    })

    test.runIf(capabilities.balance)('the balance is a number with its unit', async () => {
      const { connection } = await bench.emulate()
      expect(await connection.balance?.()).toEqual({
        value: expect.any(Number),
        unit: expect.stringMatching(/./),
      })
      const nonsense = bench.connect((await bench.hostile(tricks['answers 200 with an empty object'])).url)
      await expect(nonsense.balance?.()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' })
    })

    test.runIf(capabilities.senderList)('the senders are listed', async () => {
      const { connection } = await bench.emulate()
      const senders = (await connection.listSenders?.()) ?? []
      expect(senders.length).toBeGreaterThan(0)
      expect(senders[0]).toMatchObject({ value: expect.any(String), approved: expect.any(Boolean) })
    })

    test.runIf(capabilities.lookup)('what was sent is found again', async () => {
      const { connection } = await bench.emulate()
      const { messages, ...rest } = bench.order(1)
      const sentAt = new Date()
      const [outcome] = await connection.send({ ...rest, messages })
      const queries = messages.map(({ to, reference }) => ({
        to,
        ourReference: reference,
        reference: options.lookupByReference ? referenceOf(outcome) : null,
        sentAt,
      }))
      expect(await connection.findSent?.(queries, async () => true)).toMatchObject([{ kind: 'sent' }])
    })

    const inAnHour = () => ({ sendAt: new Date(Date.now() + 3_600_000) })

    test.runIf(capabilities.nativeSchedule !== 'none')(
      'what is to leave later is accepted, and is not said to have left',
      async () => {
        const { connection } = await bench.emulate()
        const { messages, ...rest } = bench.order(batch, inAnHour())
        const outcomes = await connection.send({ ...rest, messages })
        expect(kinds(outcomes)).toEqual(Array(batch).fill('accepted'))
        const queries = queriesOf(messages, outcomes)
        expect(finals((await connection.pollReceipts?.(queries))?.receipts ?? [])).toEqual([])
      },
    )

    test.runIf(capabilities.nativeSchedule === 'send-and-cancel')(
      'what is to leave later can be called back, and again; what was sent at once cannot',
      async () => {
        const { connection } = await bench.emulate()
        const [later] = await connection.send(bench.order(1, inAnHour()))
        const [now] = await connection.send(bench.order(1))
        for (const _ of ['once', 'again']) {
          expect(await connection.cancel?.(referenceOf(later) ?? '')).toBe('CANCELLED')
        }
        expect(await connection.cancel?.(referenceOf(now) ?? '')).not.toBe('CANCELLED')
      },
    )

    test.runIf(capabilities.receipts.poll)('asking brings the receipts of what was delivered', async () => {
      const { connection } = await bench.emulate()
      const { messages, ...rest } = bench.order(batch)
      const outcomes = await connection.send({ ...rest, messages })
      const queries = queriesOf(messages, outcomes)
      await expect
        .poll(
          async () => lastWords((await connection.pollReceipts?.(queries))?.receipts ?? [], queries, best),
          {
            timeout: 5_000,
          },
        )
        .toEqual(queries.map(({ to }) => `${to} ${best}`))
      const gone = bench.connect(await closedUrl())
      await expect(gone.pollReceipts?.(queries)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' })
    })

    test.runIf(capabilities.receipts.push)(
      'the provider pushes the receipts of what was delivered',
      async () => {
        const { emulator, callbacks, connection } = await bench.emulate()
        const account = bench.account(emulator.url)
        const outcomes = await connection.send(bench.order(batch, { callbackUrl: callbacks.url }))
        const read = () =>
          callbacks.requests.flatMap((request) => provider.readCallback?.(request, account).receipts ?? [])
        await expect
          .poll(() => finals(read()), { timeout: 5_000 })
          .toEqual(outcomes.map((outcome) => `${referenceOf(outcome)} delivered`).sort())
        if (capabilities.receipts.echoesOurs)
          expect(read().every((receipt) => typeof receipt.ourReference === 'string')).toBe(true)
      },
    )

    test.runIf(provider.readCallback)('a callback that makes no sense is an invalid request', () => {
      const account = bench.account()
      for (const body of ['', 'null', '{}', '{"receipts": 7}', '<html>', '['.repeat(10_000)]) {
        for (const contentType of ['application/json', 'application/x-www-form-urlencoded', 'text/html']) {
          const request = { method: 'POST', contentType, query: new URLSearchParams(), body }
          expect(() => provider.readCallback?.(request, account), body.slice(0, 20)).toThrow(
            expect.objectContaining({ code: 'INVALID_REQUEST' }),
          )
        }
      }
    })
  })
}

const kinds = (outcomes: SendOutcome[]) => outcomes.map(({ kind }) => kind)

const referenceOf = (outcome: SendOutcome | undefined): string | null =>
  outcome?.kind === 'accepted' ? outcome.reference : null

const queriesOf = (messages: readonly OutgoingSms[], outcomes: SendOutcome[]): ReceiptQuery[] =>
  messages.map(({ to, reference }, n) => {
    return { to, ourReference: reference, reference: referenceOf(outcomes[n]), sentAt: new Date() }
  })

/** Of each recipient that a receipt as good as it gets is about, by reference and number, where a reference has many. */
const lastWords = (
  receipts: readonly Receipt[],
  queries: readonly ReceiptQuery[],
  best: Receipt['state'],
): string[] =>
  queries.flatMap(({ reference, to }) => {
    const states = receipts
      .filter(
        (r) =>
          r.reference === reference && (r.to ?? to) === to && (r.state !== 'accepted' || r.state === best),
      )
      .map(({ state }) => `${to} ${state}`)
    return [...new Set(states)]
  })

const finals = (receipts: readonly Receipt[]): string[] =>
  [
    ...new Set(receipts.filter(({ state }) => state !== 'accepted').map((r) => `${r.reference} ${r.state}`)),
  ].sort()
