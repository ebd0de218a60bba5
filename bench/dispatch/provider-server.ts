// The provider of bench/dispatch.ts: a process of its own that accepts every request as fast as Node can, on plain sockets.
// `node bench/dispatch/provider-server.ts [--latency <ms>]` says its address.
import { createServer, type Socket } from 'node:net'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { latency: { type: 'string', default: '0' } } })
const latencyMs = Number(values.latency)
let requests = 0

/** Every answer names another id, as a provider's does: Send-2's to single messages, ME-SMS's to many numbers. */
function answer(isSingle: boolean): string {
  const id = `00000000-0000-4000-8000-${String(++requests).padStart(12, '0')}`
  const body = isSingle ? `{"success":true,"data":{"id":"${id}","units":1}}` : `{"uuid":"${id}"}`
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

function serve(socket: Socket): void {
  let pending = ''
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.setEncoding('latin1').on('data', (piece: string) => {
    pending += piece
    for (;;) {
      const end = pending.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/content-length: (\d+)/i.exec(pending.slice(0, end))?.[1] ?? 0)
      if (pending.length < end + 4 + length) return
      const isSingle = pending.startsWith('POST /v1/')
      pending = pending.slice(end + 4 + length)
      if (latencyMs > 0) setTimeout(() => socket.write(answer(isSingle)), latencyMs)
      else socket.write(answer(isSingle))
    }
  })
}

const server = createServer(serve).listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}`)
})
process.on('disconnect', () => process.exit(0))
