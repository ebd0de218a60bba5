import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { drain } from './drain.ts'

const firstPiece = async (request: IncomingMessage) => {
  for await (const _ of request.iterator({ destroyOnReturn: false })) return
}

test('whoever writes all of a body that is answered in the middle is heard again on the same connection', async () => {
  const server = createServer(async (request, response) => {
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
