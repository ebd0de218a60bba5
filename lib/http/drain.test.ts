import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerOptions } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { drain } from './drain.ts'

const firstPiece = async (request: IncomingMessage) => {
  for await (const _ of request.iterator({ destroyOnReturn: false })) return
}

/** A connection to a server that answers in the middle of a body. */
async function connectTo(limits: ServerOptions = {}) {
  const server = createServer(limits, async (request, response) => {
    response.once('finish', () => drain(request))
    await firstPiece(request)
    response.end(request.url)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  onTestFinished(() => {
    socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  return socket
}

test('whoever writes all of a body that is answered in the middle is heard again on the same connection', async () => {
  const socket = await connectTo()
  const body = Buffer.alloc(20_000_000)
  socket.write(`POST /first HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n`)
  socket.write(body)
  socket.write('GET /second HTTP/1.1\r\nhost: x\r\n\r\n')
  let heard = ''
  for await (const piece of socket) {
    heard += piece
    if (heard.includes('/second')) break
  }
  expect(heard).toContain('/first')
})

test('a body without end loses its connection when its time is over', async () => {
  const socket = await connectTo({
    requestTimeout: 500,
    headersTimeout: 500,
    connectionsCheckingInterval: 100,
  })
  socket.on('error', () => undefined).resume()
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n')
  const writing = setInterval(() => socket.write('4\r\nmore\r\n'), 20)
  onTestFinished(() => clearInterval(writing))
  // Not `once`, which takes the reset that a write meets for a failure of its own.
  await new Promise((closed) => socket.once('close', closed))
})
