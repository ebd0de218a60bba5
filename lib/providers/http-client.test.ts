import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { answering, closedUrl, startHostileServer, type Trick, tricks } from './hostile-server.ts'
import { type HttpClient, type HttpOptions, openHttp } from './http-client.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const open = (baseUrl: string, over: Partial<HttpOptions> = {}): HttpClient => {
  const http = openHttp({ baseUrl, allowPrivateHosts: true, maxConnections: 4, timeoutMs: 5_000, ...over })
  stops.unshift(() => http.close())
  return http
}

const serve = async (trick: Trick) => {
  const server = await startHostileServer(trick)
  stops.push(server.stop)
  return server
}

const post = { method: 'POST', path: '/send', body: '{"text":"สวัสดี"}' } as const
const ok = answering('200 OK', '{"ok":true}')

describe('a plain exchange', () => {
  test('brings the request across as it is and the answer back', async () => {
    const server = await serve(answering('202 Accepted\r\nX-Id: 7', '{"ok":"ดี"}'))
    const reply = await open(`${server.url}/open/`).request({
      ...post,
      query: { a: 'b c', d: '+66' },
      headers: { authorization: 'Bearer x' },
    })
    expect(reply).toMatchObject({ kind: 'answer', status: 202, body: '{"ok":"ดี"}', headers: { 'x-id': '7' } })
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]).toContain('POST /open/send?a=b+c&d=%2B66 HTTP/1.1\r\n')
    expect(server.requests[0]).toContain('\r\nauthorization: Bearer x\r\n')
    expect(server.requests[0]).toContain('\r\n\r\n{"text":"สวัสดี"}')
  })

  test('skips what is said before the answer', async () => {
    const server = await serve((socket, request) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n')
      ok(socket, request)
    })
    expect(await open(server.url).request(post)).toMatchObject({ kind: 'answer', status: 200 })
  })

  test('does not follow a redirect', async () => {
    const server = await serve(tricks['redirects elsewhere'])
    expect(await open(server.url).request({ ...post, method: 'GET' })).toMatchObject({
      kind: 'answer',
      status: 307,
    })
    expect(server.requests).toHaveLength(1)
  })

  test('puts one request on a connection at a time', async () => {
    let running = 0
    let most = 0
    const server = createServer((_request, response) => {
      running += 1
      most = Math.max(most, running)
      setTimeout(() => {
        running -= 1
        response.end('{}')
      }, 5)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const http = open(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { maxConnections: 3 })
    const replies = await Promise.all(Array.from({ length: 30 }, () => http.request(post)))
    expect(replies.every((reply) => reply.kind === 'answer')).toBe(true)
    expect(most).toBe(3)
    server.closeAllConnections()
    server.close()
  })
})

describe('what was written', () => {
  test('is answered when the answer came in time but the process slept past the time limit', async () => {
    const server = await serve((socket, request) => {
      ok(socket, request)
      const until = Date.now() + 250
      while (Date.now() < until);
    })
    const reply = await open(server.url, { timeoutMs: 150 }).request(post)
    expect(reply).toMatchObject({ kind: 'answer', status: 200 })
  })

  const unknown: [keyof typeof tricks, string][] = [
    ['never answers', 'TIMEOUT'],
    ['sends its answer byte by byte', 'TIMEOUT'],
    ['closes instead of answering', 'CONNECTION_LOST'],
    ['resets instead of answering', 'CONNECTION_LOST'],
    ['closes within the head', 'CONNECTION_LOST'],
    ['closes within the body', 'ANSWER_BROKEN'],
    ['closes within a chunk', 'ANSWER_BROKEN'],
    ['resets within the body', 'ANSWER_BROKEN'],
    ['speaks no HTTP', 'ANSWER_BROKEN'],
    ['answers with an endless body', 'ANSWER_TOO_BIG'],
    ['wants to speak another protocol', 'CONNECTION_LOST'],
  ]
  test.each(unknown)('is unknown when the server %s, and is not sent again', async (name, reason) => {
    const server = await serve(tricks[name])
    const http = open(server.url, { timeoutMs: reason === 'TIMEOUT' ? 400 : 30_000 })
    for (const method of ['POST', 'GET'] as const) {
      expect(await http.request({ ...post, method })).toMatchObject({ kind: 'unknown', reason })
    }
    await new Promise((done) => setTimeout(done, 50))
    expect(server.requests).toHaveLength(2)
  })

  test('is unknown when the client gives up waiting, however many wait behind it', async () => {
    const server = await serve(tricks['never answers'])
    const http = open(server.url, { maxConnections: 2, timeoutMs: 150 })
    const replies = await Promise.all(Array.from({ length: 6 }, () => http.request(post)))
    expect(replies.filter((reply) => reply.kind === 'unknown')).toHaveLength(2)
    expect(replies.filter((reply) => reply.kind === 'not_sent')).toHaveLength(4)
    await new Promise((done) => setTimeout(done, 100))
    expect(server.requests).toHaveLength(2)
  })
})

describe('what was not written', () => {
  test('is not sent when nobody listens', async () => {
    const reply = await open(await closedUrl()).request(post)
    expect(reply).toEqual({ kind: 'not_sent', reason: 'CONNECTION_REFUSED', detail: 'ECONNREFUSED' })
  })

  test('is not sent when the name does not exist', async () => {
    const reply = await open('http://nobody.invalid', { timeoutMs: 5_000 }).request(post)
    expect(reply).toMatchObject({ kind: 'not_sent', reason: 'HOST_NOT_FOUND' })
  })

  test('is not sent when the other side speaks no TLS', async () => {
    const server = createTcpServer((socket) => socket.on('error', () => {}).end('220 mail.example ESMTP\r\n'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const reply = await open(`https://127.0.0.1:${(server.address() as AddressInfo).port}`).request(post)
    expect(reply).toMatchObject({ kind: 'not_sent', reason: 'TLS_FAILED' })
    server.close()
  })

  test('is not sent when the other side hangs up within the handshake', async () => {
    const server = createTcpServer((socket) =>
      socket.on('error', () => {}).once('data', () => socket.destroy()),
    )
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const reply = await open(`https://127.0.0.1:${(server.address() as AddressInfo).port}`).request(post)
    expect(reply).toMatchObject({ kind: 'not_sent' })
    server.close()
  })

  test('is not sent when the other side never finishes the handshake', async () => {
    const server = await serve(tricks['never answers'])
    const reply = await open(server.url.replace('http', 'https'), { timeoutMs: 300 }).request(post)
    expect(reply.kind).toBe('not_sent')
  })

  test('is not sent when it is too late, and the connection lives on', async () => {
    const server = await serve(ok)
    const http = open(server.url, { maxConnections: 1 })
    await http.request(post)
    expect(await http.request({ ...post, mayStart: () => false })).toMatchObject({
      kind: 'not_sent',
      reason: 'TOO_LATE',
    })
    expect(await http.request(post)).toMatchObject({ kind: 'answer' })
    expect(server.requests).toHaveLength(2)
    expect(server.connections()).toBe(1)
  })

  test('is asked for permission in the tick in which it is written, not when it queues', async () => {
    let allowed = true
    const server = await serve((socket, request) => {
      allowed = server.requests.length < 2
      ok(socket, request)
    })
    const http = open(server.url, { maxConnections: 1 })
    const mayStart = () => allowed
    const replies = await Promise.all([1, 2, 3, 4].map(() => http.request({ ...post, mayStart })))
    expect(replies.map((reply) => reply.kind)).toEqual(['answer', 'answer', 'not_sent', 'not_sent'])
    expect(server.requests).toHaveLength(2)
  })

  test('is not sent when a header cannot be written', async () => {
    const server = await serve(ok)
    const reply = await open(server.url).request({ ...post, headers: { authorization: 'Bearer a\r\nb' } })
    expect(reply).toMatchObject({ kind: 'not_sent', reason: 'INVALID_REQUEST' })
    expect(server.requests).toHaveLength(0)
  })

  test('is not sent after closing, which waits for what is on its way', async () => {
    const server = await serve((socket, request) => void setTimeout(() => ok(socket, request), 60))
    const http = open(server.url)
    const before = http.request(post)
    const closing = http.close()
    expect(await http.request(post)).toMatchObject({ kind: 'not_sent', reason: 'CONNECTION_CLOSED' })
    await closing
    expect(await before).toMatchObject({ kind: 'answer' })
    stops.shift()
  })
})

describe('hosts that an account may not contact', () => {
  test.each([
    'https://127.0.0.1',
    'https://localhost',
    'https://0.0.0.0',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://2130706433',
    'https://0x7f.1',
    'http://127.0.0.1',
    'http://example.com',
  ])('%s is refused before anything is connected', async (origin) => {
    const server = await serve(ok)
    const url = `${origin}:${new URL(server.url).port}`
    const reply = await open(url, { allowPrivateHosts: false }).request(post)
    expect(reply).toEqual({ kind: 'not_sent', reason: 'HOST_NOT_ALLOWED', detail: 'HOST_NOT_ALLOWED' })
    expect(server.connections()).toBe(0)
  })

  test.each([
    '',
    'api.example',
    'ftp://api.example',
    'https://user:secret@api.example',
    'https://api.example/?a=b',
  ])('"%s" is no base URL', (baseUrl) => {
    expect(() => open(baseUrl)).toThrow(
      expect.objectContaining({ code: 'INVALID_SETTINGS', field: 'settings.baseUrl' }),
    )
  })
})
