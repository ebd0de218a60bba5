import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line to a database that can be cut, and that can fall silent as one to a machine that was stopped. */
export type Line = {
  url: string
  cut: () => void
  silence: () => void
  /** Questions arrive, their answers do not. */
  deafen: () => void
  /** What is said from here on arrives again. */
  speak: () => void
  close: () => Promise<void>
}

export async function lineTo(databaseUrl: string): Promise<Line> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let lost: 'nothing' | 'answers' | 'everything' = 'nothing'
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('error', () => undefined)
      from.on('close', () => to.destroy())
      from.on('data', (data) => {
        if (lost === 'nothing' || (lost === 'answers' && from === near)) to.write(data)
      })
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  const cut = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  return {
    url: url.href,
    cut,
    silence: () => {
      lost = 'everything'
    },
    deafen: () => {
      lost = 'answers'
    },
    speak: () => {
      lost = 'nothing'
    },
    close: async () => {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
