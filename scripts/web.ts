// The web process: Next's pages and routes on our own HTTP server, which finishes what it has begun before it ends.
// `node scripts/web.ts [--dev]`; scripts/start.ts runs it with everything it needs in the environment.
import { createServer, type ServerResponse } from 'node:http'
import next from 'next'
import { forwardedFor } from '#lib/http/client-address.ts'
import { drain } from '#lib/http/drain.ts'
import { refuseUnreadable } from '#lib/http/unreadable.ts'
import { parseEnv } from '#lib/platform/env.ts'
import { stopExitCode } from '#lib/platform/start-error.ts'
import { registerWeb } from './web-registry.ts'

const env = parseEnv()
const dev = process.argv.includes('--dev')
const registration = dev ? undefined : await registerWeb()
const app = next({ dev, dir: '.', hostname: env.HOST, port: env.PORT, ...(dev && { turbopack: true }) })
await app.prepare()
const handle = app.getRequestHandler()
let stopping = false

const server = createServer((request, response) => {
  // A browser keeps its connection for the next request, which after this one has to go to somebody else.
  if (stopping) response.setHeader('connection', 'close')
  response.once('finish', () => drain(request))
  // Next keeps whatever a caller has written here.
  const from = forwardedFor(
    request.socket.remoteAddress,
    request.headers['x-forwarded-for'],
    env.TRUSTED_PROXIES,
  )
  request.headers['x-forwarded-for'] = from
  const refused = refuseUnreadable(request)
  if (refused) void answer(response, refused)
  else void handle(request, response)
})

async function answer(response: ServerResponse, refused: Response): Promise<void> {
  response.writeHead(refused.status, Object.fromEntries(refused.headers)).end(await refused.text())
}
// Longer than balancers keep theirs, or they would meet a connection that was closed in the same moment.
server.keepAliveTimeout = 65_000
server.once('error', (error: NodeJS.ErrnoException) => {
  console.error(`The web process cannot listen on ${env.HOST}:${env.PORT}: ${error.code ?? error.message}.`)
  process.exit(stopExitCode)
})
server.listen(env.PORT, env.HOST)

function stop(): void {
  if (stopping) return
  stopping = true
  // The page in the developer's browser holds a connection for as long as it is open.
  if (dev) process.exit(0)
  server.close(() => {
    registration?.release()
    process.exit(0)
  })
  server.closeIdleConnections()
}
for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(event, stop)
