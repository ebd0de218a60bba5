import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { poll } from '#lib/platform/clock.ts'
import { clusterState } from '#lib/platform/postgres-cluster.ts'
import { resolveDatabaseUrl } from '#lib/platform/postgres-connect.ts'
import { findPostmaster } from '#lib/platform/postgres-postmaster.ts'
import { isAlive, signalProcess } from '#lib/platform/process-identity.ts'
import { testDatabase } from '#test/database.ts'

// The whole process tree without its pages, whose build is the browser tests' business.
describe('npm start', () => {
  const empty = testDatabase('template0')
  const dataDir = mkdtempSync(join(tmpdir(), 'longwave-start-'))
  const cluster = join(dataDir, 'postgres')
  const starts: { child: ChildProcess; output: () => string }[] = []
  afterEach(async () => {
    for (const { child } of starts.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
    }
  })
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

  function start(env: Record<string, string> = {}) {
    const child = spawn(process.execPath, ['scripts/start.ts'], {
      env: { ...process.env, DATA_DIR: dataDir, ROLE: 'worker', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const output = () => said
    starts.push({ child, output })
    const says = (what: RegExp) => poll(() => what.exec(said) ?? undefined, { everyMs: 20, forMs: 50_000 })
    const ended = async () =>
      child.exitCode === null ? ((await once(child, 'exit'))[0] as number) : child.exitCode
    return { child, output, says, ended }
  }
  const gone = (pids: number[]) =>
    poll(() => !pids.some(isAlive) || undefined, { everyMs: 50, forMs: 40_000 })

  /** The programs of a start by what the server and the process table know of them: the connected ones and itself. */
  async function workers(): Promise<number> {
    const client = new pg.Client({ connectionString: await resolveDatabaseUrl({ DATA_DIR: dataDir }) })
    await client.connect()
    const name = 'longwave worker listening'
    const { rowCount } = await client.query('select from pg_stat_activity where application_name = $1', [
      name,
    ])
    await client.end()
    return rowCount ?? 0
  }

  test('makes a database and an administrator, runs, and ends everything in order on SIGTERM', async () => {
    const { child, says, ended, output } = start()
    expect(await says(/One-time password\s+\S+/)).toBeTruthy()
    expect(await says(/"the worker is ready"/)).toBeTruthy()
    const postmaster = findPostmaster(cluster)?.pid ?? 0
    expect(isAlive(postmaster)).toBe(true)
    child.kill('SIGTERM')
    expect(await ended()).toBe(0)
    expect(output()).toMatch(/Stopping.*finishes what is in flight/s)
    expect(isAlive(postmaster)).toBe(false)
    expect(clusterState(cluster)).toBe('shut down')
  })

  test('finds its installation again and makes no second administrator', async () => {
    const { says, output, child, ended } = start()
    expect(await says(/The worker is running/)).toBeTruthy()
    expect(output()).not.toContain('One-time password')
    child.kill('SIGINT')
    expect(await ended()).toBe(0)
  })

  test('a worker that is killed is started again', async () => {
    const { says, output } = start()
    await says(/"the worker is ready"/)
    const first = /"worker":"[^"]*?\.(\d+)\.[0-9a-f]+"/.exec(output())?.[1]
    signalProcess(Number(first), 'SIGKILL')
    expect(await says(/the worker ended; starting it again.*"the worker is ready"/s)).toBeTruthy()
    expect(await poll(async () => (await workers()) === 1 || undefined, { forMs: 10_000 })).toBe(true)
  })

  test('killed outright, its programs end by themselves and the next start recovers', async () => {
    const killed = start()
    await killed.says(/"the worker is ready"/)
    const worker = Number(/"worker":"[^"]*?\.(\d+)\.[0-9a-f]+"/.exec(killed.output())?.[1])
    killed.child.kill('SIGKILL')
    const next = start()
    expect(await gone([worker])).toBe(true)
    expect(await next.says(/The worker is running/)).toBeTruthy()
    expect(await poll(async () => (await workers()) === 1 || undefined, { forMs: 20_000 })).toBe(true)
  })

  test('ends when the program that guards it is killed', async () => {
    const { child, says, ended } = start()
    await says(/"the worker is ready"/)
    child.disconnect()
    expect(await ended()).toBe(0)
    expect(clusterState(cluster)).toBe('shut down')
  })

  test('keys that are not those of the database stop it with a sentence', async () => {
    const { ended, output } = start({ ENCRYPTION_KEY: 'ab'.repeat(32) })
    expect(await ended()).toBe(1)
    expect(output()).toMatch(/key/i)
    expect(output()).not.toContain('    at ')
  })

  test('works on a database of its own choice, without starting one', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'longwave-start-'))
    const { says, child, ended } = start({ DATABASE_URL: empty.url, DATA_DIR: elsewhere })
    expect(await says(/Applied \d+ migrations/)).toBeTruthy()
    expect(await says(/"the worker is ready"/)).toBeTruthy()
    expect(findPostmaster(join(elsewhere, 'postgres'))).toBeNull()
    child.kill('SIGTERM')
    expect(await ended()).toBe(0)
    rmSync(elsewhere, { recursive: true })
  })

  test.each([
    [
      'a database with a wrong password',
      () => ({ DATABASE_URL: empty.url.replace(/:[^:@]+@/, ':wrong@') }),
      /cannot be opened: password authentication failed/,
    ],
    [
      'a database that does not exist',
      () => ({ DATABASE_URL: `${empty.url}_not` }),
      /cannot be opened: database .* does not exist/,
    ],
    ['a setting that makes no sense', () => ({ PORT: 'eighty' }), /PORT must be a number/],
    [
      'an address that is not of this machine',
      () => ({ ROLE: 'web', HOST: '192.0.2.1' }),
      /HOST=192\.0\.2\.1 is not an address of this machine/,
    ],
  ])('%s is said in a sentence', async (_, env, sentence) => {
    const { ended, output } = start(env())
    expect(await ended()).toBe(1)
    expect(output()).toMatch(sentence)
    expect(output()).not.toContain('    at ')
  })

  test('a port that is taken is said before anything is built', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const { port } = squatter.address() as { port: number }
    const { ended, output } = start({ ROLE: 'web', PORT: String(port) })
    expect(await ended()).toBe(1)
    expect(output()).toContain(`Port ${port} of 127.0.0.1 is taken by another program.`)
    expect(output()).not.toContain('Starting the database')
    squatter.close()
  })
})
