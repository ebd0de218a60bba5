import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { HttpReply } from './exchange.ts'
import { startHostileServer, type Trick } from './hostile-server.ts'
import { openHttp } from './http-client.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const open = (baseUrl: string) => {
  const http = openHttp({ baseUrl, allowPrivateHosts: true, maxConnections: 8, timeoutMs: 30_000 })
  stops.unshift(() => http.close())
  return http
}

const post = { method: 'POST', path: '/send' } as const

/** Each message carries a number; the server says how often it read each one. */
const storm = async (trick: Trick, rounds: number) => {
  const server = await startHostileServer(trick)
  stops.push(server.stop)
  const http = open(server.url)
  const replies: HttpReply[] = []
  for (let round = 0; round < rounds; round += 1) {
    const batch = Array.from({ length: 8 }, (_, n) => http.request({ ...post, body: `<${round * 8 + n}>` }))
    replies.push(...(await Promise.all(batch)))
    await new Promise((done) => setTimeout(done, round % 3))
  }
  const read = new Map<number, number>()
  for (const request of server.requests) {
    const id = Number(/<(\d+)>/.exec(request)?.[1])
    read.set(id, (read.get(id) ?? 0) + 1)
  }
  return { replies, read }
}

const agree = ({ replies, read }: Awaited<ReturnType<typeof storm>>) => {
  replies.forEach((reply, id) => {
    expect(read.get(id) ?? 0, `message ${id} was ${reply.kind}`).toBeLessThanOrEqual(1)
    if (reply.kind === 'answer') expect(read.get(id)).toBe(1)
    if (reply.kind === 'not_sent') expect(read.get(id)).toBeUndefined()
  })
}

test('a dying connection never makes a request leave twice when the server closes right after answering', async () => {
  agree(
    await storm((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok')
      setTimeout(() => socket.end(), Math.random() * 3)
    }, 60),
  )
})

test('a dying connection never makes a request leave twice when the server resets right after answering', async () => {
  agree(
    await storm((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
      setTimeout(() => socket.resetAndDestroy(), Math.random() * 3)
    }, 60),
  )
})

test('a dying connection never makes a request leave twice when the server answers some and resets others', async () => {
  agree(
    await storm((socket) => {
      if (Math.random() < 0.3) socket.resetAndDestroy()
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
    }, 60),
  )
})

test('a dying connection never makes a request leave twice when the server says more than it was asked', async () => {
  agree(
    await storm((socket) => {
      socket.write(
        'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nno',
      )
    }, 30),
  )
})

test('a reset on accept is unknown or not sent, never answered', async () => {
  let received = 0
  const server = createServer((socket) => {
    socket.on('error', () => {}).on('data', () => (received += 1))
    socket.resetAndDestroy()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const http = open(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const replies = await Promise.all(Array.from({ length: 20 }, () => http.request({ ...post, body: '{}' })))
  expect(replies.every((reply) => reply.kind !== 'answer')).toBe(true)
  expect(received).toBe(0)
  server.close()
})
