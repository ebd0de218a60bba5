import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An emulator as this server sees it: a name, addresses, and functions of at most one argument. */
export type Controlled = { name: string; url: string; control: object }

export type ControlServer = { url: string; close: () => Promise<void> }

const MAX_BODY = 1024 * 1024

async function readBody(request: IncomingMessage): Promise<string | null> {
  let body = ''
  for await (const piece of request.setEncoding('utf8')) {
    body += piece
    if (body.length > MAX_BODY) return null
  }
  return body
}

/** Maps become objects, so that `accepted` can be read as `{"254…": 1}`. */
const plain = (_key: string, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value)

function say(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(`${JSON.stringify(value ?? null, plain)}\n`)
}

/** A web page that somebody has open must not be able to switch faults on: the token is in no cookie. */
function allowed(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers['x-control-token']?.toString() ?? '')
  const wanted = Buffer.from(token)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

type Call = (argument?: unknown) => unknown

function findCall(control: object, name: string): Call | null {
  if (!Object.hasOwn(control, name)) return null
  const found: unknown = (control as Record<string, unknown>)[name]
  return typeof found === 'function' ? (found as Call) : null
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  emulators: readonly Controlled[],
  token: string,
): Promise<void> {
  if (!allowed(request, token)) return say(response, 401, { error: 'The header x-control-token is wrong.' })
  const [prefix, name, call] = (request.url ?? '').split('?', 1)[0]?.split('/').slice(1) ?? []
  if (prefix !== '__control') return say(response, 404, { error: 'Only /__control is here.' })
  if (!name) return say(response, 200, Object.fromEntries(emulators.map((each) => [each.name, each.url])))
  const emulator = emulators.find((each) => each.name === name)
  if (!emulator) return say(response, 404, { error: `No emulator is called ${name}.` })
  if (!call) return say(response, 200, Object.keys(emulator.control))
  const run = findCall(emulator.control, call)
  if (!run) return say(response, 404, { error: `${name} has no call ${call}.` })
  const body = await readBody(request)
  if (body === null) return say(response, 413, { error: 'The body is too long.' })
  try {
    say(response, 200, await run(body.trim() === '' ? undefined : JSON.parse(body)))
  } catch (error) {
    say(response, 400, { error: error instanceof Error ? error.message : String(error) })
  }
}

/**
 * Makes the control objects of some emulators reachable by HTTP, on a port of its own so that no path can be mistaken
 * for one of a company's: `POST /__control/<emulator>/<call>` with the argument as JSON, `GET` for calls without one.
 */
export async function startControlServer(
  emulators: readonly Controlled[],
  { token, port = 0 }: { token: string; port?: number },
): Promise<ControlServer> {
  const server = createServer((request, response) => {
    response.on('error', () => undefined)
    void answer(request, response, emulators, token)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}/__control`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
