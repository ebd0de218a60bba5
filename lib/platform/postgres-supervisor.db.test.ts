import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runPostgres } from '#test/postgres-processes.ts'
import { poll } from './clock.ts'
import { createLogger, type Logger, silentLogger } from './log.ts'
import { clusterState } from './postgres-cluster.ts'
import { findPostmaster, readPostmasterFile, withClient } from './postgres-postmaster.ts'
import { type RunningPostgres, startPostgres } from './postgres-supervisor.ts'
import { identify, isAlive, signalProcess } from './process-identity.ts'

describe('the embedded database', () => {
  let folder: string
  let dataDir: string
  const servers: RunningPostgres[] = []
  const children: ChildProcess[] = []
  // Made once and copied: making a cluster is the slow part of a first start.
  const made = mkdtempSync(join(tmpdir(), 'longwave-postgres-'))
  beforeAll(async () => {
    await (await startPostgres({ dataDir: made, log: silentLogger() })).stop()
  })
  afterAll(() => rmSync(made, { recursive: true, force: true }))
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'longwave-postgres-'))
    dataDir = folder
    cpSync(made, dataDir, { recursive: true })
  })
  const emptyDataDir = () => rmSync(cluster(), { recursive: true })
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    for (const server of servers.splice(0)) await server.stop()
    const left = existsSync(cluster()) && findPostmaster(cluster())
    if (left) signalProcess(left.pid, 'SIGQUIT')
    rmSync(folder, { recursive: true, force: true })
  })

  const cluster = () => join(dataDir, 'postgres')
  const pidFile = () => join(cluster(), 'postmaster.pid')
  async function start(options: Partial<Parameters<typeof startPostgres>[0]> = {}): Promise<RunningPostgres> {
    const server = await startPostgres({ dataDir, log: silentLogger(), waitMs: 0, ...options })
    servers.push(server)
    return server
  }
  const ask = <T = string>(url: string, sql: string) =>
    withClient(url, async (client) => (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0] as T)
  const answers = (url: string) =>
    poll(
      () =>
        ask(url, 'select 1').then(
          () => true,
          () => undefined,
        ),
      { forMs: 20_000 },
    )

  test('starts in a folder that does not exist yet, as PostgreSQL 18 with UTF-8, for this machine only', async () => {
    dataDir = join(dataDir, 'deep', 'er')
    const { url } = await start()
    expect(await ask(url, `select current_setting('server_version_num')::int / 10000`)).toBe(18)
    expect(
      await ask(
        url,
        `select encoding_, datlocale from (select pg_encoding_to_char(encoding) as encoding_, datlocale
      from pg_database where datname = current_database())`,
      ),
    ).toBe('UTF8')
    expect(await ask(url, `select upper('ñandú')`)).toBe('ÑANDÚ')
    expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1')
    expect(
      await ask(
        url,
        `select string_agg(setting, ',') from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
      ),
    ).toBe('on,on,on')
    expect(new URL(url).pathname).toBe('/longwave')
  })

  test('wants its password', async () => {
    const { url } = await start()
    const wrong = new URL(url)
    wrong.password = 'guess'
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password authentication failed')
    for (const name of ['postgres-password', 'postgres.log']) {
      expect(statSync(join(dataDir, name)).mode & 0o077).toBe(0)
    }
  })

  test('is shut down cleanly and keeps its rows', async () => {
    const first = await start()
    await ask(first.url, 'create table t (n int)')
    await ask(first.url, 'insert into t values (42)')
    await first.stop()
    expect(clusterState(cluster())).toBe('shut down')
    expect(existsSync(pidFile())).toBe(false)
    expect(existsSync(join(dataDir, 'database.lock'))).toBe(false)
    const second = await start()
    expect(await ask(second.url, 'select n from t')).toBe(42)
  })

  test('a server that is killed runs again at the same address, with what was committed', async () => {
    const server = await start()
    await ask(server.url, 'create table t as select 7 as n')
    signalProcess(readPostmasterFile(cluster())?.pid ?? 0, 'SIGKILL')
    expect(await answers(server.url)).toBe(true)
    expect(await ask(server.url, 'select n from t')).toBe(7)
    await server.stop()
    expect(clusterState(cluster())).toBe('shut down')
  })

  test('a server that cannot be started again is said', async () => {
    const server = await start({ backoffMs: [0, 10] })
    const { pid } = readPostmasterFile(cluster()) ?? { pid: 0 }
    rmSync(join(cluster(), 'global'), { recursive: true })
    signalProcess(pid, 'SIGKILL')
    expect((await server.failed).message).toMatch(
      /The database did not start\. The end of .*postgres\.log says:\n.*could not find/s,
    )
    await server.stop()
  })

  test('a start that is killed leaves a server, which the next start replaces without losing a row', async () => {
    const killed = await runPostgres(dataDir)
    children.push(killed.child)
    await ask(killed.url, 'create table t as select 7 as n')
    await killed.end('SIGKILL')
    const orphan = findPostmaster(cluster())
    expect(orphan).not.toBeNull()
    const server = await start()
    expect(await ask(server.url, 'select n from t')).toBe(7)
    expect(findPostmaster(cluster())?.pid).not.toBe(orphan?.pid)
  })

  test('the next start gives the programs of a killed one time to finish', async () => {
    const killed = await runPostgres(dataDir)
    children.push(killed.child)
    const program = ask(killed.url, 'select pg_sleep(1.5)')
    await killed.end('SIGKILL')
    const [, slept] = await Promise.all([start(), program.then(() => 'finished')])
    expect(slept).toBe('finished')
  })

  test('after a start that is killed and not repeated, the database ends by itself, cleanly', async () => {
    const killed = await runPostgres(dataDir, { start: { graceS: 1 } })
    children.push(killed.child)
    await killed.end('SIGKILL')
    expect(await poll(() => findPostmaster(cluster()) === null || undefined, { forMs: 20_000 })).toBe(true)
    expect(clusterState(cluster())).toBe('shut down')
  })

  test('everything killed at once, server and start, is recovered from', async () => {
    const killed = await runPostgres(dataDir)
    children.push(killed.child)
    await ask(killed.url, 'create table t as select 7 as n')
    signalProcess(readPostmasterFile(cluster())?.pid ?? 0, 'SIGKILL')
    await killed.end('SIGKILL')
    const server = await start()
    expect(await ask(server.url, 'select n from t')).toBe(7)
  })

  test('a pid file that names a process of somebody else is stale', async () => {
    const foreign = spawn('sleep', ['60'])
    children.push(foreign)
    writeFileSync(pidFile(), `${foreign.pid}\n${cluster()}\n1\n5432\n\n127.0.0.1\n  1 1\nready   \n`)
    expect(await answers((await start()).url)).toBe(true)
    expect(foreign.exitCode).toBeNull()
  })

  test('a pid file that names a process which is dead but not buried is stale', async () => {
    const careless = spawn('/bin/sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(careless)
    const [said] = (await once(careless.stdout, 'data')) as [Buffer]
    const zombie = Number(said.toString())
    expect(await poll(() => identify(zombie) === null || undefined, { forMs: 5_000 })).toBe(true)
    expect(isAlive(zombie)).toBe(true)
    writeFileSync(pidFile(), `${zombie}\n${cluster()}\n1\n5432\n\n127.0.0.1\n  1 1\nready   \n`)
    expect(await answers((await start()).url)).toBe(true)
  })

  test('a pid file that names nobody is stale', async () => {
    writeFileSync(pidFile(), `4194000\n${cluster()}\n1\n5432\n\n127.0.0.1\n  1 1\nready   \n`)
    expect(await answers((await start()).url)).toBe(true)
  })

  test('a data directory of another PostgreSQL version is said and left as it is', async () => {
    writeFileSync(join(cluster(), 'PG_VERSION'), '16\n')
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 16, and this Longwave brings PostgreSQL 18/)
    expect(readFileSync(join(cluster(), 'PG_VERSION'), 'utf8')).toBe('16\n')
  })

  test('a folder that is no data directory is said and left as it is', async () => {
    emptyDataDir()
    mkdirSync(cluster())
    writeFileSync(join(cluster(), 'holiday.jpg'), '')
    await expect(start()).rejects.toThrow('is not a PostgreSQL data directory')
    expect(existsSync(join(cluster(), 'holiday.jpg'))).toBe(true)
  })

  test('a damaged data directory is said with the end of the log', async () => {
    rmSync(join(cluster(), 'global/pg_control'))
    await expect(start()).rejects.toThrow(/The database did not start\. .*pg_control/s)
  })

  test('a first start that was killed half way is begun anew', async () => {
    emptyDataDir()
    mkdirSync(join(dataDir, 'postgres.new', 'cluster', 'base'), { recursive: true })
    writeFileSync(join(dataDir, 'postgres.new', 'cluster', 'PG_VERSION'), '18\n')
    expect(await answers((await start()).url)).toBe(true)
    expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false)
  })

  test('a second start of one data directory is refused, with the process that has it', async () => {
    await start()
    const waiting = start({ waitMs: 300 })
    await expect(waiting).rejects.toThrow(
      `already runs with the data directory ${dataDir} (process ${process.pid})`,
    )
  })

  test('a second start waits for a first one that is stopping', async () => {
    const first = await start()
    const second = start({ waitMs: 20_000 })
    await first.stop()
    expect(await answers((await second).url)).toBe(true)
  })

  test('a data directory that cannot be made is said', async () => {
    writeFileSync(join(dataDir, 'file'), '')
    const attempt = startPostgres({ dataDir: join(dataDir, 'file', 'x'), log: silentLogger() })
    await expect(attempt).rejects.toThrow(/The data directory .*file\/x cannot be used: ENOTDIR/)
  })

  test('its log does not repeat what was in a statement or a row', async () => {
    const { url } = await start()
    await ask(url, 'create table t (msisdn text primary key)')
    const insert = `insert into t values ('254712345678')`
    await ask(url, insert)
    await expect(ask(url, insert)).rejects.toThrow('duplicate key')
    await expect(ask(url, `select * from nowhere where a = '254712345678'`)).rejects.toThrow()
    const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8')
    expect(log).toContain('duplicate key')
    expect(log).not.toContain('254712345678')
  })

  test('a crash and its repair are in our log', async () => {
    const lines: string[] = []
    const log: Logger = createLogger({ write: (line) => lines.push(line), pretty: false })
    const server = await start({ log })
    signalProcess(readPostmasterFile(cluster())?.pid ?? 0, 'SIGKILL')
    const said = () => /went away.*SIGKILL.*runs again/s.test(lines.join('\n')) || undefined
    expect(await poll(said, { forMs: 20_000 })).toBe(true)
    expect(await answers(server.url)).toBe(true)
  })
})
