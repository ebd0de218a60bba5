import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { poll } from '#lib/platform/clock.ts'
import { errno } from '#lib/platform/process-files.ts'
import { acquireLock, lockHolder, type ProcessLock } from '#lib/platform/process-lock.ts'
import { StartError } from '#lib/platform/start-error.ts'

// All web processes of one checkout serve the same build, so each of them notes that it does.
const folder = 'node_modules/.cache/longwave/webs'
const waitMs = 20_000

/** Notes that this process serves the build of this checkout. */
export async function registerWeb(): Promise<ProcessLock | null> {
  try {
    return await acquireLock(join(folder, `${process.pid}.lock`))
  } catch (error) {
    // Where this user may not write, it cannot build either.
    if (['EACCES', 'EROFS'].includes(errno(error) ?? '')) return null
    throw error
  }
}

/** Waits until no web process uses the build any more. Throws `StartError`: pages of a running one would break. */
export async function waitForRunningWebs(say: (line: string) => void, signal?: AbortSignal): Promise<void> {
  const first = runningWeb()
  if (first === null) return
  say(`The dashboard has to be built anew; waiting for process ${first}, which still uses the former build.`)
  const free = await poll(() => runningWeb() === null || undefined, {
    forMs: waitMs,
    ...(signal && { signal }),
  })
  signal?.throwIfAborted()
  if (free) return
  throw new StartError(
    `The sources have changed, but a Longwave of this folder is running (process ${runningWeb()}), and its pages would break if they were built anew. ` +
      'Stop it first, or start from a second checkout.',
  )
}

function runningWeb(): number | null {
  if (!existsSync(folder)) return null
  const holders = readdirSync(folder)
    .filter((name) => name.endsWith('.lock'))
    .map((name) => lockHolder(join(folder, name)))
  return holders.find((holder) => holder !== null)?.pid ?? null
}
