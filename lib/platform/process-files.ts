import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Error code of the operating system (`ENOENT`, `EACCES` …) of whatever was thrown, or null. */
export function errno(error: unknown): string | null {
  const { code } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown }
  return typeof code === 'string' ? code : null
}

/** The text of a file, or null if there is none. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errno(error) === 'ENOENT') return null
    throw error
  }
}

/**
 * Creates a file with its whole content in one step; answers false when it exists already. Somebody who finds the file
 * never reads half of it, and of several who create it at once exactly one succeeds.
 */
export function createWhole(path: string, content: string, mode = 0o600): boolean {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, content, { mode, flag: 'wx' })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (errno(error) === 'EEXIST') return false
    throw error
  } finally {
    unlinkSync(draft)
  }
}

/** The content of a file that is made once and then kept, e.g. a generated secret. */
export function keptFile(path: string, make: () => string): string {
  const found = readIfThere(path)
  if (found !== null && found.trim() !== '') return found.trim()
  createWhole(path, `${make()}\n`)
  const kept = readIfThere(path)?.trim()
  if (!kept) throw new Error(`${path} is empty: put back its content from a backup, or delete the file`)
  return kept
}
