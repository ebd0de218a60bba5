import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { actAfter, actBefore, deliver, type Voice } from './delivery.ts'
import { type Answer, Exchange } from './exchange.ts'
import type { Hazards } from './hazards.ts'
import type { Recorder } from './recorder.ts'

/** One thing that the company's API can do. */
export type Operation = {
  name: string
  /** True for what texts somebody: its numbers are recorded, and hazards hit it unless they say otherwise. */
  sends?: boolean
  /** The numbers that a request names, as the recorder writes them; [] for a request that cannot be read. */
  numbers?: (exchange: Exchange) => readonly string[]
  run: (exchange: Exchange) => Answer | Promise<Answer>
}

/** What a company's emulator gives to the server that it shares with the others. */
export type Api = Voice & {
  find: (exchange: Exchange) => Operation | undefined
  /** For a path or a method that does not exist. */
  absent: (exchange: Exchange) => Answer
  /** Longer bodies are refused with 413 and not read. */
  maxBody: number
}

export type Parts = { api: Api; hazards: Hazards; recorder: Recorder; now: () => number }

export type Listening = {
  origin: string
  port: number
  /** Cuts all connections and refuses new ones. */
  offline: () => Promise<void>
  /** Listens again, on the same port. */
  online: () => Promise<void>
  close: () => Promise<void>
}

/** The body as text; null when it is longer than the limit, or the caller went away. */
function readBody(request: IncomingMessage, max: number): Promise<string | null> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = []
    let length = 0
    request.on('data', (piece: Buffer) => {
      length += piece.length
      if (length > max) {
        pieces.length = 0
        resolve(null)
      } else pieces.push(piece)
    })
    request.on('end', () => {
      const [only] = pieces
      resolve(pieces.length === 1 && only ? only.toString() : Buffer.concat(pieces, length).toString())
    })
    request.on('error', () => resolve(null))
    request.on('close', () => resolve(null))
  })
}

function choose(exchange: Exchange, { api, hazards, recorder }: Parts): Operation | undefined {
  const operation = api.find(exchange)
  exchange.operation = operation?.name ?? 'none'
  exchange.sends = operation?.sends ?? false
  exchange.numbers = operation?.numbers?.(exchange) ?? []
  if (exchange.sends) for (const number of exchange.numbers) recorder.receive(number)
  exchange.active = hazards.forRequest(exchange.question())
  return operation
}

async function answer(exchange: Exchange, parts: Parts): Promise<number | null> {
  const { api } = parts
  const operation = choose(exchange, parts)
  if (exchange.active.size > 0) {
    const status = await actBefore(exchange, api)
    if (status !== undefined) return status
  }
  const result = operation ? operation.run(exchange) : api.absent(exchange)
  return actAfter(exchange, result instanceof Promise ? await result : result, api)
}

async function handle(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const { recorder } = parts
  recorder.begin()
  response.once('close', recorder.leave)
  const at = parts.now()
  const body = await readBody(request, parts.api.maxBody)
  const exchange = new Exchange(request, response, body ?? '', parts.hazards, recorder)
  let status: number | null = null
  try {
    // Half a request is no request: nothing of it may be accepted.
    if (body !== null) status = await answer(exchange, parts)
    else if (!request.destroyed)
      status = deliver(exchange, { ...parts.api.failure(exchange, 413, 'Body too large'), status: 413 })
  } catch (error) {
    status = 500
    if (!response.headersSent)
      deliver(exchange, parts.api.failure(exchange, 500, `Emulator: ${String(error)}`))
  }
  recorder.note({
    at,
    operation: exchange.operation,
    method: exchange.method,
    path: request.url ?? '/',
    headers: request.headers,
    body: exchange.body,
    status,
    hazards: [...exchange.active.keys(), ...exchange.shown],
    numbers: exchange.numbers.length,
    accepted: exchange.acceptedCount,
  })
}

const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    // Hanging answers and idle connections would keep it open for ever.
    server.closeAllConnections()
  })

const opened = (server: Server, host: string, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, 1_024, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })

/** Listens on a loopback port; port 0 is a free one. */
export async function listen(parts: Parts, where: { host?: string; port?: number } = {}): Promise<Listening> {
  const host = where.host ?? '127.0.0.1'
  const server = createServer((request, response) => {
    response.on('error', () => undefined)
    response.setHeader('Date', new Date(parts.now()).toUTCString())
    void handle(request, response, parts)
  })
  // An idle connection that the server closes just as the client writes would look like a lost request.
  server.keepAliveTimeout = 120_000
  server.requestTimeout = 0
  await opened(server, host, where.port ?? 0)
  const { port } = server.address() as AddressInfo
  const name = host.includes(':') ? `[${host}]` : host
  return {
    origin: `http://${name}:${port}`,
    port,
    offline: async () => {
      if (server.listening) await closed(server)
    },
    online: async () => {
      if (!server.listening) await opened(server, host, port)
    },
    close: async () => {
      if (server.listening) await closed(server)
    },
  }
}
