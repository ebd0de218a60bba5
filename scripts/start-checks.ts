import { once } from 'node:events'
import { statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { monotonicMs, poll } from '#lib/platform/clock.ts'
import { unreachable } from '#lib/platform/migrate.ts'
import { withClient } from '#lib/platform/postgres-postmaster.ts'
import { errno } from '#lib/platform/process-files.ts'
import { StartError } from '#lib/platform/start-error.ts'

const portWaitMs = 8_000
const databaseWaitMs = 30_000
const neededBytes = 500_000_000

type Options = { say: (line: string) => void; signal?: AbortSignal }

/** Throws `StartError` when the web process could not listen there; waits a little for a former one that is stopping. */
export async function checkPort(host: string, port: number, { say, signal }: Options): Promise<void> {
  let told = false
  const probe = async () => {
    const trouble = await listenOnce(host, port)
    if (trouble !== 'EADDRINUSE') return trouble ?? 'free'
    if (!told) say(`Port ${port} is taken; waiting in case it is about to become free.`)
    told = true
    return undefined
  }
  const found =
    (await poll(probe, { everyMs: 250, forMs: portWaitMs, ...(signal && { signal }) })) ?? 'EADDRINUSE'
  signal?.throwIfAborted()
  if (found === 'free') return
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} of ${host} is taken by another program. Stop that one, or start with another port: PORT=${port === 65_535 ? 3000 : port + 1} npm start`,
    EACCES: `This user may not listen on port ${port}. Choose a PORT above 1023.`,
    EADDRNOTAVAIL: `HOST=${host} is not an address of this machine.`,
    ENOTFOUND: `HOST=${host} is not an address of this machine.`,
  }
  throw new StartError(sentences[found] ?? `Longwave cannot listen on ${host}:${port} (${found}).`)
}

async function listenOnce(host: string, port: number): Promise<string | null> {
  const server = createServer().listen(port, host)
  try {
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return null
  } catch (error) {
    return errno(error) ?? String(error)
  }
}

/** Throws `StartError` when there is too little room for the database or the build. */
export function checkDisk(folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  if (free >= neededBytes) return
  throw new StartError(
    `The disk of ${folder} has only ${Math.round(free / 1e6)} MB left; Longwave needs ${neededBytes / 1e6} MB to start.`,
  )
}

/** Waits for a database that may be starting at the same time as we. Throws `StartError` when it stays away. */
export async function checkDatabase(url: string, { say, signal }: Options): Promise<void> {
  const begin = monotonicMs()
  let told = false
  let last: unknown
  const probe = async () => {
    try {
      await withClient(url, (client) => client.query('select 1'))
      return true
    } catch (error) {
      last = error
      // A refusal of the server, such as a wrong password, does not pass with time.
      const refused = /^(28|3D)/.test(errno(error) ?? '')
      if (refused) throw unreachable(url, error)
      if (!told && monotonicMs() - begin > 1000)
        say('The database of DATABASE_URL does not answer yet; waiting for it.')
      told = monotonicMs() - begin > 1000
      return undefined
    }
  }
  const found = await poll(probe, { everyMs: 500, forMs: databaseWaitMs, ...(signal && { signal }) })
  signal?.throwIfAborted()
  if (!found) throw unreachable(url, last)
}
