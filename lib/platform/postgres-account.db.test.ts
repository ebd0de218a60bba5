import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hasUserNamespaces, readableTree, runPostgres, userOfProcess } from '#test/postgres-processes.ts'
import { clusterState } from './postgres-cluster.ts'
import { findPostmaster, withClient } from './postgres-postmaster.ts'

const isRoot = process.getuid?.() === 0
const nobody = 65_534
/** Hides `unshare`, as on a system that has none or does not allow it. */
const withoutNamespaces = { PATH: '/nonexistent' }

let dir: string
let tree: ReturnType<typeof readableTree>
beforeAll(() => {
  tree = readableTree()
})
afterAll(() => tree.remove())
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longwave-account-'))
  chmodSync(dir, 0o755)
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** Starts, asks, stops; answers what was said and as whom the server ran. */
async function startAndStop(dataDir: string, options: Parameters<typeof runPostgres>[1]) {
  const running = await runPostgres(dataDir, { root: tree.root, ...options })
  if (!running.said.startsWith('url ')) return { said: running.said }
  const version = await withClient(
    running.url,
    async (client) => (await client.query('show server_version')).rows[0],
  )
  const owner = userOfProcess(findPostmaster(join(dataDir, 'postgres'))?.pid ?? 0)
  const code = await running.end('SIGTERM')
  return { said: 'runs', version, owner, code, state: clusterState(join(dataDir, 'postgres')) }
}
const fine = { said: 'runs', code: 0, state: 'shut down' }

describe.runIf(isRoot)('PostgreSQL, which refuses root, started by root', () => {
  test('runs in a user namespace, where root counts as nobody and keeps its files', async () => {
    expect(await startAndStop(join(dir, 'data'), {})).toMatchObject({ ...fine, owner: 0 })
    expect(statSync(join(dir, 'data/postgres')).uid).toBe(0)
  })

  test('runs as another user where there are no user namespaces, and stays with that user', async () => {
    const dataDir = join(dir, 'data')
    const first = await startAndStop(dataDir, { env: withoutNamespaces })
    expect(first).toMatchObject(fine)
    expect(first.owner).toBeGreaterThan(0)
    expect(await startAndStop(dataDir, {})).toMatchObject({ ...fine, owner: first.owner })
  })

  test('says what to do where no other user can reach the place', async () => {
    const closed = join(dir, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const { said } = await startAndStop(join(closed, 'data'), { env: withoutNamespaces })
    expect(said).toMatch(
      /^error PostgreSQL does not run as root, and no other user can reach .* or set DATABASE_URL\.$/,
    )
  })

  test('runs as the owner of a data directory that an ordinary user made', async () => {
    const dataDir = join(dir, 'data')
    mkdirSync(dataDir)
    chownSync(dataDir, nobody, nobody)
    expect(await startAndStop(dataDir, { uid: nobody })).toMatchObject({ ...fine, owner: nobody })
    expect(await startAndStop(dataDir, {})).toMatchObject({ ...fine, owner: nobody })
  })
})

describe('PostgreSQL started by an ordinary user', () => {
  // An ordinary user's test run is an ordinary user already.
  const user = isRoot ? { uid: nobody } : {}

  test('runs as that user', async () => {
    const dataDir = join(dir, 'data')
    mkdirSync(dataDir)
    if (isRoot) chownSync(dataDir, nobody, nobody)
    expect(await startAndStop(dataDir, user)).toMatchObject({ ...fine, owner: statSync(dataDir).uid })
  })

  test('says that a data directory of somebody else cannot be used', async () => {
    const dataDir = join(dir, 'data')
    mkdirSync(dataDir, { mode: isRoot ? 0o700 : 0o000 })
    const { said } = await startAndStop(dataDir, user)
    expect(said).toMatch(/^error The data directory .* cannot be used: this user may not read and write it\./)
    chmodSync(dataDir, 0o700)
  })

  test('says that a database of somebody else cannot be read', async () => {
    const dataDir = join(dir, 'data')
    mkdirSync(join(dataDir, 'postgres'), { recursive: true })
    chmodSync(join(dataDir, 'postgres'), isRoot ? 0o700 : 0o000)
    if (isRoot) chownSync(dataDir, nobody, nobody)
    const { said } = await startAndStop(dataDir, user)
    expect(said).toMatch(/^error The database in .* cannot be read \(EACCES\)\./)
    chmodSync(join(dataDir, 'postgres'), 0o700)
  })
})

describe.runIf(!isRoot && hasUserNamespaces())('PostgreSQL started by the root of a user namespace', () => {
  test('runs there too', async () => {
    const prefix = ['unshare', '--user', '--map-root-user']
    expect(await startAndStop(join(dir, 'data'), { prefix })).toMatchObject(fine)
  })
})
