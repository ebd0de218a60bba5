import { renameSync, unlinkSync } from 'node:fs'
import { poll } from './clock.ts'
import { createWhole, errno, readIfThere } from './process-files.ts'
import { identify, lives, type ProcessIdentity } from './process-identity.ts'

export type ProcessLock = { release: () => void }

type Options = {
  /** How long to wait for the holder, in milliseconds. */
  waitMs?: number
  /** Told once, when there is somebody to wait for. */
  onWait?: (holder: ProcessIdentity) => void
  signal?: AbortSignal
}

/** The lock is held by a living process, which did not let go in time. */
export class LockedError extends Error {
  override name = 'LockedError'
  readonly holder: ProcessIdentity
  constructor(path: string, holder: ProcessIdentity) {
    super(`${path} is held by process ${holder.pid}`)
    this.holder = holder
  }
}

/**
 * Takes the lock file at `path` for this process. A lock whose process is gone, by whatever end, is taken over: it names
 * the process with its start time, so that a pid which meanwhile belongs to somebody else holds nothing up.
 * Throws `LockedError` when a living process keeps it longer than `waitMs`.
 */
export async function acquireLock(path: string, options: Options = {}): Promise<ProcessLock> {
  const own = JSON.stringify(ownIdentity())
  let holder: ProcessIdentity | null = null
  let told = false
  const attempt = () => {
    if (createWhole(path, own)) return true
    holder = readHolder(path)
    if (holder === null || !lives(holder)) {
      removeStale(path, holder)
      return createWhole(path, own) || undefined
    }
    if (!told) options.onWait?.(holder)
    told = true
    return undefined
  }
  const { waitMs = 0, signal } = options
  if (await poll(attempt, { everyMs: 100, forMs: waitMs, ...(signal && { signal }) })) {
    return { release: () => releaseLock(path, own) }
  }
  signal?.throwIfAborted()
  throw new LockedError(path, holder ?? { pid: 0, started: '' })
}

/** Who holds the lock, or null when nobody living does. */
export function lockHolder(path: string): ProcessIdentity | null {
  const holder = readHolder(path)
  return holder && lives(holder) ? holder : null
}

function ownIdentity(): ProcessIdentity {
  return identify(process.pid) ?? { pid: process.pid, started: 'unknown' }
}

function readHolder(path: string): ProcessIdentity | null {
  try {
    const { pid, started } = JSON.parse(readIfThere(path) ?? '') as ProcessIdentity
    return Number.isInteger(pid) && typeof started === 'string' ? { pid, started } : null
  } catch {
    return null
  }
}

/** Two processes may find the same stale lock: what was moved aside is put back if it is not what was judged. */
function removeStale(path: string, judged: ProcessIdentity | null): void {
  const aside = `${path}.stale.${process.pid}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (errno(error) === 'ENOENT') return
    throw error
  }
  const moved = readHolder(aside)
  if (moved && moved.started !== judged?.started && lives(moved)) createWhole(path, JSON.stringify(moved))
  unlinkSync(aside)
}

function releaseLock(path: string, own: string): void {
  if (readIfThere(path) !== own) return
  unlinkSync(path)
}
