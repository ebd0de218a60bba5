import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/**
 * A server for the contract suite that takes HTTP requests and then does what servers should not. It is as far from
 * HTTP libraries as possible, so that it can also do what those refuse to do.
 */

export type HostileServer = {
  url: string
  /** Every request that came in whole, head and body. */
  requests: string[]
  connections: () => number
  stop: () => Promise<void>
}

/** What to do with one whole request. Doing nothing is silence. */
export type Trick = (socket: Socket, request: string) => void

const withBody = (head: string, body: string) =>
  `HTTP/1.1 ${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

/** Each name ends the sentence "a server that …". After every one of them a send is of unknown outcome. */
export const tricks = {
  'never answers': () => {},
  'closes instead of answering': (socket) => socket.end(),
  'resets instead of answering': (socket) => socket.resetAndDestroy(),
  'closes within the head': (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le'),
  'closes within the body': (socket) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"success":tr'),
  'closes within a chunk': (socket) =>
    socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n40\r\n{"success":'),
  'resets within the body': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"succ')
    setTimeout(() => socket.resetAndDestroy(), 20)
  },
  'sends its answer byte by byte': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n')
    const drip = setInterval(() => socket.write(' '), 20)
    socket.on('close', () => clearInterval(drip))
  },
  'speaks no HTTP': (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
  'answers with an endless body': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n')
    const flood = setInterval(() => socket.write('x'.repeat(256 * 1024)), 1)
    socket.on('close', () => clearInterval(flood))
  },
  'answers 200 without a body': (socket) => socket.write(withBody('200 OK', '')),
  'answers 200 with a web page': (socket) =>
    socket.write(withBody('200 OK', '<html><h1>Welcome</h1></html>')),
  'answers 200 with half an object': (socket) =>
    socket.write(withBody('200 OK', '{"success": true, "data": {"i')),
  'answers 200 with null': (socket) => socket.write(withBody('200 OK', 'null')),
  'answers 200 with an empty object': (socket) => socket.write(withBody('200 OK', '{}')),
  'answers 200 with an empty list': (socket) => socket.write(withBody('200 OK', '[]')),
  'answers 200 with ten thousand brackets': (socket) => socket.write(withBody('200 OK', '['.repeat(10_000))),
  'answers 500 with a web page': (socket) => socket.write(withBody('500 Oops', '<html>Traceback</html>')),
  'answers 502 with a web page': (socket) => socket.write(withBody('502 Bad Gateway', '<html>nginx</html>')),
  'answers 504 without a body': (socket) => socket.write(withBody('504 Gateway Timeout', '')),
  'redirects elsewhere': (socket) =>
    socket.write(withBody('307 Temporary Redirect\r\nlocation: /elsewhere', '')),
  'wants to speak another protocol': (socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n'),
} satisfies Record<string, Trick>

/** Answers as told; what `tricks` does not name, e.g. a 429. */
export const answering =
  (head: string, body: string): Trick =>
  (socket) =>
    socket.write(withBody(head, body))

export const startHostileServer = async (trick: Trick): Promise<HostileServer> => {
  const requests: string[] = []
  const open = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => {})
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      for (let end = endOfRequest(received); end > 0; end = endOfRequest(received)) {
        const request = Buffer.from(received.slice(0, end), 'latin1').toString('utf8')
        received = received.slice(end)
        requests.push(request)
        trick(socket, request)
      }
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const stop = async () => {
    for (const socket of open) socket.destroy()
    await new Promise((done) => server.close(done))
  }
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, requests, connections: () => connections, stop }
}

/** Where the first request ends, 0 while it is not whole. */
const endOfRequest = (received: string): number => {
  const head = received.indexOf('\r\n\r\n')
  if (head < 0) return 0
  const length = /\r\ncontent-length: *(\d+)/i.exec(received.slice(0, head))?.[1] ?? '0'
  const end = head + 4 + Number(length)
  return received.length >= end ? end : 0
}

/** The address of a port on which nobody listens. */
export const closedUrl = async (): Promise<string> => {
  const server = await startHostileServer(() => {})
  await server.stop()
  return server.url
}
