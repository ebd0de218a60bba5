import { afterEach, describe, expect, test } from 'vitest'
import { closedUrl } from './hostile-server.ts'
import type { Connection, Provider, SendOutcome, SendRequest } from './provider.ts'

/** A fault as the emulators know them (docs/emulators.md). */
type Hazard = { kind: string } & Record<string, unknown>

/** What this suite needs of an emulator. */
export type HazardEmulator = {
  url: string
  control: {
    hazard(rule: Hazard): unknown
    set(changes: Record<string, unknown>): unknown
    account(): unknown
    accepted(): ReadonlyMap<string, number>
    counts(): { byOperation: Record<string, number | undefined>; numbersAcceptedTwice: number }
  }
  close(): Promise<void>
}

export type HazardCase = {
  name: string
  /** Faults of the emulator; none for those that the settings make. */
  hazards?: readonly Hazard[]
  /** The emulator's settings. */
  set?: Record<string, unknown>
  /** In place of the account's own. */
  settings?: object
  secrets?: object
  sender?: string
  /** How long our side waits, ms. */
  timeoutMs?: number
  /** For every message, or one for each. */
  outcome: object | readonly object[]
  /** Requests to send that left; 1 unless told. */
  requests?: number
}

export type HazardOptions = {
  sender: string
  /** Digits; as many messages go into each send as there are numbers. */
  numbers: readonly string[]
  text?: string
  /** How the emulator's counters call the request to send; `send` unless told. */
  operation?: string
}

const PATIENCE_MS = 30_000
const SHORT_MS = 400
const LATE_MS = 1_500
const unknown = (reason: string) => ({ kind: 'unknown', reason })

/** Faults on the way, which every company can have. After the word "accepted" the emulator has taken the SMS. */
const onTheWay: readonly HazardCase[] = [
  { name: '429', hazards: [{ kind: 'throttle' }], outcome: { kind: 'throttled', reason: 'RATE_LIMITED' } },
  {
    name: '429 with seconds to wait',
    hazards: [{ kind: 'throttle', retryAfter: 3 }],
    outcome: { kind: 'throttled', retryAfterMs: 3_000 },
  },
  {
    name: '429 without a time to wait, after which the account’s own pause holds',
    hazards: [{ kind: 'throttle' }],
    settings: { throttledSeconds: 9 },
    outcome: { kind: 'throttled', retryAfterMs: 9_000 },
  },
  { name: '503 before it', hazards: [{ kind: 'status-before' }], outcome: unknown('HTTP_503') },
  { name: '500, accepted', hazards: [{ kind: 'status-after', status: 500 }], outcome: unknown('HTTP_500') },
  {
    name: '502 with a web page, accepted',
    hazards: [{ kind: 'status-after', status: 502, body: '<h1>Bad</h1>', contentType: 'text/html' }],
    outcome: unknown('HTTP_502'),
  },
  { name: 'a redirect', hazards: [{ kind: 'redirect' }], outcome: unknown('HTTP_301') },
  {
    name: 'a redirect that keeps the method',
    hazards: [{ kind: 'redirect', status: 308 }],
    outcome: unknown('HTTP_308'),
  },
  {
    name: 'a redirect, accepted',
    hazards: [{ kind: 'redirect-after', status: 307 }],
    outcome: unknown('HTTP_307'),
  },
  { name: 'a reset before it', hazards: [{ kind: 'reset-before' }], outcome: unknown('CONNECTION_LOST') },
  { name: 'a reset, accepted', hazards: [{ kind: 'reset-after' }], outcome: unknown('CONNECTION_LOST') },
  {
    name: 'silence',
    hazards: [{ kind: 'hang-before' }],
    timeoutMs: SHORT_MS,
    outcome: unknown('TIMEOUT'),
  },
  {
    name: 'silence, accepted',
    hazards: [{ kind: 'hang-after' }],
    timeoutMs: SHORT_MS,
    outcome: unknown('TIMEOUT'),
  },
  {
    name: 'an answer after we gave up',
    hazards: [{ kind: 'delay-after', ms: LATE_MS }],
    timeoutMs: SHORT_MS,
    outcome: unknown('TIMEOUT'),
  },
  {
    name: 'a request that is looked at after we gave up',
    hazards: [{ kind: 'delay-before', ms: LATE_MS }],
    timeoutMs: SHORT_MS,
    outcome: unknown('TIMEOUT'),
  },
  {
    name: 'slow bytes that never end in time',
    hazards: [{ kind: 'slow-body', ms: 100 }],
    timeoutMs: SHORT_MS,
    outcome: unknown('TIMEOUT'),
  },
  {
    name: 'slow bytes that come in time',
    hazards: [{ kind: 'slow-body', bytes: 16, ms: 5 }],
    outcome: { kind: 'accepted' },
  },
  { name: 'a web page, accepted', hazards: [{ kind: 'html' }], outcome: unknown('ANSWER_NOT_UNDERSTOOD') },
  {
    name: 'an empty body, accepted',
    hazards: [{ kind: 'empty-body' }],
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: 'broken JSON, accepted',
    hazards: [{ kind: 'broken-json' }],
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  { name: 'half a body, accepted', hazards: [{ kind: 'half-body' }], outcome: unknown('ANSWER_BROKEN') },
  { name: 'a huge body, accepted', hazards: [{ kind: 'huge-body' }], outcome: unknown('ANSWER_TOO_BIG') },
  { name: 'no HTTP, accepted', hazards: [{ kind: 'garbage' }], outcome: unknown('ANSWER_BROKEN') },
]

/**
 * The table of hazards of one provider: its own, and those of the way. Beside each outcome it is checked against what
 * the emulator took: `accepted` was taken, `refused` and `throttled` were not, and nothing left more often than said.
 */
export const describeHazards = (
  provider: Provider,
  start: () => Promise<HazardEmulator>,
  options: HazardOptions,
  own: readonly HazardCase[],
): void => {
  const closing: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  const open = (url: string, account: object, timeoutMs?: number): Connection => {
    const connection = provider.connect({
      settings: {},
      secrets: {},
      ...account,
      address: url,
      allowPrivateHosts: true,
      maxConnections: 4,
      timeoutMs: timeoutMs ?? PATIENCE_MS,
      now: () => new Date(),
    })
    closing.unshift(() => connection.close())
    return connection
  }

  describe.each([
    ['on the way', onTheWay],
    ['of its own', own],
  ])(`${provider.name}: hazards %s`, (_name, cases) => {
    test.each(cases)('$name', async (hazard) => {
      const emulator = await start()
      closing.push(() => emulator.close())
      emulator.control.set(hazard.set ?? {})
      for (const rule of hazard.hazards ?? []) emulator.control.hazard(rule)
      const account = accountWith(emulator.control.account(), hazard)
      const connection = open(emulator.url, account, hazard.timeoutMs)
      const outcomes = await connection.send(orderFor(options, hazard.sender))
      expect(outcomes).toMatchObject(expectedOf(hazard.outcome, options.numbers.length))
      // The emulator notes a request when it is through with it, which may be after we gave up.
      const { operation = 'send' } = options
      await expect
        .poll(() => emulator.control.counts().byOperation[operation] ?? 0, { timeout: PATIENCE_MS })
        .toBe(hazard.requests ?? 1)
      expectTruth(outcomes, emulator, options.numbers)
    })
  })

  test(`${provider.name}: a host that cannot be reached may be tried again`, async () => {
    const emulator = await start()
    closing.push(() => emulator.close())
    const account = accountWith(emulator.control.account(), { settings: { baseUrl: await closedUrl() } })
    const outcomes = await open(emulator.url, account).send(orderFor(options))
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ kind: 'throttled', reason: 'CONNECTION_REFUSED' })
    }
  })
}

/** The emulator's account, with what the case puts in its place. */
const accountWith = (account: unknown, over: Pick<HazardCase, 'settings' | 'secrets'>) => {
  const { settings, secrets } = account as { settings: object; secrets: object }
  return { settings: { ...settings, ...over.settings }, secrets: { ...secrets, ...over.secrets } }
}

const orderFor = ({ numbers, sender, text }: HazardOptions, other?: string): SendRequest => ({
  sender: other ?? sender,
  messages: numbers.map((to, n) => ({ reference: `era.1.${n + 1}`, to, text: text ?? 'Hello', parts: 1 })),
  callbackUrl: null,
  mayStart: () => true,
})

const expectedOf = (outcome: object | readonly object[], count: number): object[] =>
  Array.isArray(outcome) ? [...outcome] : Array<object>(count).fill(outcome)

/** What we say and what the emulator did must agree, whatever the fault. */
const expectTruth = (
  outcomes: readonly SendOutcome[],
  { control }: HazardEmulator,
  numbers: readonly string[],
) => {
  expect(control.counts().numbersAcceptedTwice, 'numbers accepted twice').toBe(0)
  const accepted = control.accepted()
  outcomes.forEach(({ kind }, n) => {
    const taken = (accepted.get(numbers[n] ?? '') ?? 0) > 0
    if (taken) expect(['accepted', 'unknown']).toContain(kind)
    if (kind === 'accepted') expect(taken, 'the emulator took what we call accepted').toBe(true)
  })
}
