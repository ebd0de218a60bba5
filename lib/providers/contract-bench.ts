import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { startHostileServer, type Trick } from './hostile-server.ts'
import type { CallbackRequest, Connection, Provider, SendOutcome, SendRequest } from './provider.ts'

/** What the emulator is to do with every send from now on. `some`: it refuses some recipients and accepts the rest. */
export type Scenario = 'accept' | 'refuse' | 'some'

/** One SMS as it reached the emulator. */
type ReceivedSms = { to: string; sender: string; text: string; accepted: boolean }

type ContractEmulator = {
  url: string
  /** Left out where the settings say it. */
  behave?: (scenario: Scenario) => void | Promise<void>
  received: () => readonly ReceivedSms[] | Promise<readonly ReceivedSms[]>
  stop: () => Promise<void>
}

/** Starts an emulator on a free port; it pushes receipts to `callbackUrl` unless each request names an address. */
export type StartEmulator = (options: { callbackUrl: string }) => Promise<ContractEmulator>

export type ContractOptions = {
  /** Settings for a server at this address: an emulator, or one that means harm. Receipts should come soon. */
  settings: (url: string, scenario: Scenario) => unknown
  secrets: unknown
  sender: string
  /** The n-th of some numbers that the provider takes, as digits. */
  number: (n: number) => string
  /** Each replaces part of a right account and makes it one that must not connect. */
  invalid: readonly { settings?: unknown; secrets?: unknown; address?: null }[]
  /** How the emulator writes a number when that differs from ours, e.g. with a plus. */
  asReceived?: (number: string) => string
  /** What asking brings of what reached the phone; `accepted` where the provider never hears from phones. */
  bestReceipt?: 'accepted' | 'delivered'
  /** The provider finds past sends only by its own reference. */
  lookupByReference?: true
}

/** What every SMS of the suite says. */
export const text = 'Hello there'

/** Servers, connections and orders for the tests of one provider; `cleanUp` ends what a test has started. */
export class Bench {
  readonly provider: Provider
  readonly options: ContractOptions
  private readonly start: StartEmulator
  private readonly cleanUps: (() => Promise<unknown>)[] = []
  private references = 0

  constructor(provider: Provider, start: StartEmulator, options: ContractOptions) {
    this.provider = provider
    this.start = start
    this.options = options
  }

  async cleanUp(): Promise<void> {
    for (const cleanUp of this.cleanUps.splice(0).reverse()) await cleanUp()
  }

  account(url = 'http://127.0.0.1:1', scenario: Scenario = 'accept') {
    return { settings: this.options.settings(url, scenario), secrets: this.options.secrets }
  }

  connect(url: string, scenario: Scenario = 'accept', over: object = {}): Connection {
    const connection = this.provider.connect({
      ...this.account(url, scenario),
      address: url,
      allowPrivateHosts: true,
      maxConnections: 4,
      timeoutMs: 30_000,
      now: () => new Date(),
      ...over,
    })
    let closing: Promise<void> | undefined
    const close = () => {
      closing ??= connection.close()
      return closing
    }
    this.cleanUps.push(close)
    return { ...connection, close }
  }

  async hostile(trick: Trick) {
    const server = await startHostileServer(trick)
    this.cleanUps.push(server.stop)
    return server
  }

  /** An emulator, where it pushes to, and a connection to it. */
  async emulate(scenario: Scenario = 'accept') {
    const callbacks = await startCallbackSink()
    const emulator = await this.start({ callbackUrl: callbacks.url })
    this.cleanUps.push(callbacks.stop, emulator.stop)
    await emulator.behave?.(scenario)
    return { emulator, callbacks, connection: this.connect(emulator.url, scenario) }
  }

  /** A request for the first `count` numbers. */
  order(count: number, over: Partial<SendRequest> = {}): SendRequest {
    const messages = Array.from({ length: count }, (_, n) => {
      this.references += 1
      return { reference: `4e1.1.${this.references}`, to: this.options.number(n), text, parts: 1 }
    })
    return { sender: this.options.sender, messages, callbackUrl: null, mayStart: () => true, ...over }
  }

  /** Sends so many at once, in requests as large as the provider takes; outcomes in the order of the numbers. */
  async sendMany(connection: Connection, count: number): Promise<SendOutcome[]> {
    const { messages, ...rest } = this.order(count)
    const { size } = this.provider.capabilities(this.account().settings).batch
    const slices = Array.from({ length: Math.ceil(count / size) }, (_, n) =>
      messages.slice(n * size, (n + 1) * size),
    )
    const outcomes = await Promise.all(slices.map((slice) => connection.send({ ...rest, messages: slice })))
    return outcomes.flat()
  }

  /** The n-th number as the emulator writes it. */
  received(n: number): string {
    const number = this.options.number(n)
    return this.options.asReceived?.(number) ?? number
  }
}

/** Takes what a provider pushes, as `/api/callbacks` would hand it to an adapter. */
export const startCallbackSink = async () => {
  const requests: CallbackRequest[] = []
  const server = createServer(async (request, response) => {
    const body = await readText(request)
    const { searchParams: query } = new URL(request.url ?? '', 'http://localhost')
    requests.push({
      method: request.method ?? '',
      contentType: request.headers['content-type'] ?? '',
      query,
      body,
    })
    response.end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`, requests, stop }
}
