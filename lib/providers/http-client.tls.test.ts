import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHttp } from './http-client.ts'
import { selfSigned } from './self-signed.ts'

const trusted = selfSigned('localhost')
const before = getCACertificates('default')
beforeAll(() => setDefaultCACertificates([...before, trusted.cert]))
afterAll(() => setDefaultCACertificates(before))

/** Asks a server with this certificate some times; says what came back and what the server saw. */
const ask = async (certificate: { key: string; cert: string }, host: string, times = 1) => {
  let seen = 0
  const versions = new Set<string>()
  const server = createServer({ ...certificate, ALPNProtocols: ['h2', 'http/1.1'] }, (request, response) => {
    seen += 1
    versions.add(request.httpVersion)
    response.end('{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const http = openHttp({ baseUrl: `https://${host}:${port}`, allowPrivateHosts: true, maxConnections: 2 })
  const replies = await Promise.all(
    Array.from({ length: times }, () => http.request({ method: 'POST', path: '/', body: '{}' })),
  )
  await http.close()
  server.closeAllConnections()
  server.close()
  return { replies, seen, versions: [...versions] }
}

test('https with a certificate for this host is answered, in HTTP/1.1 even where the server offers more', async () => {
  const { replies, versions } = await ask(trusted, 'localhost', 5)
  expect(replies.map((reply) => reply.kind)).toEqual(Array(5).fill('answer'))
  expect(versions).toEqual(['1.1'])
})

test.each([
  ['that nobody vouches for', selfSigned('localhost'), 'localhost'],
  ['for another host', trusted, '127.0.0.1'],
])('a certificate %s keeps the request from being sent', async (_what, certificate, host) => {
  const { replies, seen } = await ask(certificate, host)
  expect(replies[0]).toMatchObject({ kind: 'not_sent', reason: 'TLS_FAILED' })
  expect(seen).toBe(0)
})

test('a certificate that has expired keeps the request from being sent', async () => {
  const expired = selfSigned('localhost', -2)
  setDefaultCACertificates([...before, expired.cert])
  const { replies, seen } = await ask(expired, 'localhost')
  expect(replies[0]).toEqual({ kind: 'not_sent', reason: 'TLS_FAILED', detail: 'CERT_HAS_EXPIRED' })
  expect(seen).toBe(0)
})
