import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Control, Emulator } from './emulator.ts'
import type { HazardRule } from './hazards.ts'

/** Sends one SMS to the number in the way of the company; `signal` ends the waiting. */
type SendOne = (url: string, signal?: AbortSignal) => Promise<Response>

type Opened = Emulator<Omit<Control<object>, 'set'>>

type Subject = {
  open: () => Promise<Opened>
  send: SendOne
  /** The number that `send` names, as the recorder writes it. */
  number: string
}

const acceptedBy = (emulator: Opened, number: string) => emulator.control.accepted().get(number) ?? 0

/** Name, rule, and whether the SMS counts as accepted. */
const broken: [string, HazardRule, number][] = [
  ['a connection reset before acceptance', { kind: 'reset-before' }, 0],
  ['a connection reset after acceptance', { kind: 'reset-after' }, 1],
  ['something that is not HTTP', { kind: 'garbage' }, 1],
  ['a silence before acceptance that ends with a cut', { kind: 'hang-before', ms: 30 }, 0],
  ['a silence after acceptance that ends with a cut', { kind: 'hang-after', ms: 30 }, 1],
]

const statuses: [string, HazardRule, number, number][] = [
  ['429 with Retry-After', { kind: 'throttle', retryAfter: 7 }, 429, 0],
  ['429 without Retry-After', { kind: 'throttle' }, 429, 0],
  ['503 before acceptance', { kind: 'status-before' }, 503, 0],
  ['502 with HTML before acceptance', htmlRule('status-before'), 502, 0],
  ['500 after acceptance', { kind: 'status-after', status: 500 }, 500, 1],
  ['a redirect before acceptance', { kind: 'redirect' }, 301, 0],
  ['a redirect after acceptance', { kind: 'redirect-after', status: 307 }, 307, 1],
]

function htmlRule(kind: string): HazardRule {
  return { kind, status: 502, body: '<h1>Bad Gateway</h1>', contentType: 'text/html' }
}

const unreadable: [string, HazardRule][] = [
  ['an HTML page with status 200', { kind: 'html' }],
  ['an empty body', { kind: 'empty-body' }],
  ['broken JSON', { kind: 'broken-json' }],
]

/** Sends, and is gone as soon as the one fault of this emulator has met the request. */
async function sendAndGo(subject: Subject, { url, control }: Opened): Promise<void> {
  const going = new AbortController()
  const sent = subject.send(url, going.signal).then(
    () => 'answered',
    () => 'gone',
  )
  await expect.poll(() => control.hazards()[0]?.used, { interval: 5 }).toBe(1)
  going.abort()
  expect(await sent).toBe('gone')
}

function describeCuts(subject: Subject, opened: () => Opened): void {
  it.each(broken)('%s', async (_name, rule, accepted) => {
    opened().control.hazard({ times: 1, ...rule })
    await expect(subject.send(opened().url).then((response) => response.text())).rejects.toThrow()
    // The emulator notes a request when it is through with it, which the caller may know before it.
    await expect.poll(() => opened().control.counts().byStatus).toEqual({ none: 1 })
    expect(acceptedBy(opened(), subject.number)).toBe(accepted)
  })
  it('half a body, after acceptance', async () => {
    opened().control.hazard({ kind: 'half-body', times: 1 })
    const response = await subject.send(opened().url)
    expect(response.ok).toBe(true)
    await expect(response.text()).rejects.toThrow()
    expect(acceptedBy(opened(), subject.number)).toBe(1)
  })
  it.each([
    ['before', 0],
    ['after', 1],
  ])('a silence %s acceptance that lasts', async (when, accepted) => {
    opened().control.hazard({ kind: `hang-${when}`, times: 1 })
    await sendAndGo(subject, opened())
    expect(acceptedBy(opened(), subject.number)).toBe(accepted)
  })
  it('an acceptance that happens after the caller has gone', async () => {
    opened().control.hazard({ kind: 'delay-before', ms: 250, times: 1 })
    await sendAndGo(subject, opened())
    expect(acceptedBy(opened(), subject.number)).toBe(0)
    await expect.poll(() => acceptedBy(opened(), subject.number)).toBe(1)
  })
}

function describeAnswers(subject: Subject, opened: () => Opened): void {
  it.each(statuses)('%s', async (_name, rule, status, accepted) => {
    opened().control.hazard({ times: 1, ...rule })
    const response = await subject.send(opened().url)
    expect(response.status).toBe(status)
    expect(response.headers.get('retry-after')).toBe(
      rule.retryAfter === undefined ? null : String(rule.retryAfter),
    )
    if (rule.kind.startsWith('redirect')) expect(response.headers.get('location')).toMatch(/\/$/)
    expect((await response.text()).startsWith('<h1>')).toBe(rule.contentType === 'text/html')
    expect(acceptedBy(opened(), subject.number)).toBe(accepted)
  })
  it.each(unreadable)('%s, after acceptance', async (_name, rule) => {
    opened().control.hazard({ times: 1, ...rule })
    const response = await subject.send(opened().url)
    expect(response.ok).toBe(true)
    await expect(response.json()).rejects.toThrow()
    expect(acceptedBy(opened(), subject.number)).toBe(1)
  })
  it('slow bytes that arrive in the end', async () => {
    opened().control.hazard({ kind: 'slow-body', bytes: 8, ms: 10, times: 1 })
    const begun = performance.now()
    const response = await subject.send(opened().url)
    await expect(response.json()).resolves.toBeTypeOf('object')
    expect(performance.now() - begun).toBeGreaterThan(20)
    expect(acceptedBy(opened(), subject.number)).toBe(1)
  })
  it('a body that does not want to end', async () => {
    opened().control.hazard({ kind: 'huge-body', bytes: 3_000_000, times: 1 })
    const response = await subject.send(opened().url)
    expect((await response.text()).length).toBeGreaterThan(3_000_000)
    expect(acceptedBy(opened(), subject.number)).toBe(1)
  })
  it('an answer that comes late', async () => {
    opened().control.hazard({ kind: 'delay-after', ms: 60, times: 1 })
    const begun = performance.now()
    await expect(subject.send(opened().url)).resolves.toMatchObject({ ok: true })
    expect(performance.now() - begun).toBeGreaterThan(50)
  })
}

/** The faults that every emulator can show, on the company's own way of sending. */
export function describeTransport(subject: Subject): void {
  describe('can be told to show', () => {
    let emulator: Opened
    const opened = () => emulator
    beforeAll(async () => {
      emulator = await subject.open()
    })
    afterEach(() => emulator.control.reset())
    afterAll(() => emulator.close())
    describeCuts(subject, opened)
    describeAnswers(subject, opened)
    it('a fault for chosen numbers only', async () => {
      emulator.control.hazard({ kind: 'throttle', numbers: ['+10000000000'] })
      await expect(subject.send(emulator.url)).resolves.toMatchObject({ ok: true })
      emulator.control.hazard({ kind: 'throttle', numbers: [subject.number] })
      await expect(subject.send(emulator.url)).resolves.toMatchObject({ status: 429 })
    })
    it('a company that cannot be reached, and comes back', async () => {
      await emulator.control.offline()
      // A client may first find out that the connection it kept has gone.
      const failure = () => subject.send(emulator.url).catch((error) => error.cause?.code)
      await expect.poll(failure).toBe('ECONNREFUSED')
      await emulator.control.online()
      await expect(subject.send(emulator.url)).resolves.toMatchObject({ ok: true })
      expect(emulator.control.counts()).toMatchObject({ requests: 1, accepted: 1 })
    })
    it('nothing once it is reset', async () => {
      emulator.control.hazard({ kind: 'throttle' })
      emulator.control.reset()
      await expect(subject.send(emulator.url)).resolves.toMatchObject({ ok: true })
      expect(emulator.control.counts()).toMatchObject({ requests: 1, received: 1, accepted: 1 })
    })
  })
}
