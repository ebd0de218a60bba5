import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartError } from './start-error.ts'

/**
 * As whom PostgreSQL runs, because it refuses root: a command to put in front, or another user. Both are empty when
 * this process is an ordinary user's.
 */
export type Account = { name: string; prefix: readonly string[]; uid?: number; gid?: number }

type Place = {
  /** A program that the account has to be able to run. */
  binary: string
  /** `DATA_DIR`, which it has to be able to pass through. */
  dataDir: string
  /** The existing data directory, whose owner the server has to be, or null before there is one. */
  cluster: string | null
}

/** Inside this namespace root counts as nobody, while files keep their owner: nothing has to be handed over. */
const asNobodyInNamespace: Account = {
  name: 'root in a user namespace',
  prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534'],
}

/** Throws `StartError` when this process is root's and no account can run the server at this place. */
export function chooseAccount(place: Place): Account {
  if (process.getuid?.() !== 0) return { name: 'this user', prefix: [] }
  const candidates = place.cluster === null ? [asNobodyInNamespace, ...otherUsers()] : ownerOf(place.cluster)
  const account = candidates.find((candidate) => reaches(candidate, place))
  if (account) return account
  throw new StartError(
    `PostgreSQL does not run as root, and no other user can reach ${place.binary} and ${place.dataDir}. ` +
      'Start as an ordinary user, move Longwave to a folder that every user can read (such as /opt), or set DATABASE_URL.',
  )
}

function ownerOf(cluster: string): Account[] {
  const { uid, gid } = statSync(cluster)
  return uid === 0 ? [asNobodyInNamespace] : [{ name: `user ${uid}`, prefix: [], uid, gid }]
}

/** Whoever owns the folder in which root works, then the users that systems have for such purposes. */
function otherUsers(): Account[] {
  const owner = statSync('.').uid
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, prefix: [], uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.uid > 0)
  const wanted = [
    (user: Account) => user.uid === owner,
    (user: Account) => user.name === 'postgres',
    (user: Account) => user.name === 'nobody',
  ]
  return wanted.flatMap((is) => users.filter(is))
}

function reaches(account: Account, place: Place): boolean {
  // Root's own data directory is opened for passing through later, so for another user only the way to it counts.
  const opened = account.uid !== undefined && statSync(place.dataDir).uid === 0
  const folder = place.cluster ?? (opened ? dirname(place.dataDir) : place.dataDir)
  const test = 'test -x "$1" && cd "$2"'
  return runAs(account, '/bin/sh', ['-c', test, 'sh', place.binary, folder]).status === 0
}

/** Runs a program to its end as this account. */
export function runAs(account: Account, program: string, args: string[]): SpawnSyncReturns<string> {
  const [command, ...rest] = commandFor(account, program, args)
  return spawnSync(command, rest, { encoding: 'utf8', ...userOf(account) })
}

/** The command line that runs a program as this account, together with `userOf`. */
export function commandFor(account: Account, program: string, args: string[]): [string, ...string[]] {
  const [command = program, ...rest] = [...account.prefix, program, ...args]
  return [command, ...rest]
}

/** The options of `spawn` that make a child run as this account. */
export function userOf(account: Account): { uid?: number; gid?: number } {
  return account.uid === undefined ? {} : { uid: account.uid, gid: account.gid ?? account.uid }
}
