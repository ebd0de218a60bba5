import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { silentLogger } from './log.ts'
import { clusterState } from './postgres-cluster.ts'
import { connectOrStartPostgres, resolveDatabaseUrl, runningPostgres } from './postgres-connect.ts'
import { withClient } from './postgres-postmaster.ts'
import { startPostgres } from './postgres-supervisor.ts'

describe('programs beside the server', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'longwave-connect-'))
  const log = silentLogger()
  const stops: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop()
  })
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
  const answers = (url: string) =>
    withClient(url, async (client) => (await client.query('select 1')).rowCount === 1)
  const ended = () => clusterState(join(dataDir, 'postgres')) === 'shut down'

  test('start the database where none runs, and end it afterwards', async () => {
    const own = await connectOrStartPostgres({ dataDir, log })
    expect(await answers(own.url)).toBe(true)
    await own.stop()
    expect(ended()).toBe(true)
    expect(await runningPostgres(dataDir)).toBeNull()
  })

  test('use the database that runs, and leave it running', async () => {
    const server = await startPostgres({ dataDir, log })
    stops.push(() => server.stop())
    const guest = await connectOrStartPostgres({ dataDir, log })
    expect(guest.url).toBe(server.url)
    await guest.stop()
    expect(await answers(server.url)).toBe(true)
  })

  test('several at once share one, which ends after the last of them', async () => {
    const programs = await Promise.all([1, 2, 3].map(() => connectOrStartPostgres({ dataDir, log })))
    expect(new Set(programs.map((program) => program.url)).size).toBe(1)
    await Promise.all(
      programs.map(async (program, i) => {
        await new Promise((resolve) => setTimeout(resolve, i * 300))
        expect(await answers(program.url)).toBe(true)
        await program.stop()
      }),
    )
    expect(ended()).toBe(true)
  })

  test('a worker of its own finds the database by its data directory, or is told what to do', async () => {
    await expect(resolveDatabaseUrl({ DATA_DIR: dataDir })).rejects.toThrow(/No database runs in .*npm start/)
    await expect(resolveDatabaseUrl({ DATA_DIR: join(dataDir, 'none') })).rejects.toThrow('No database runs')
    const server = await startPostgres({ dataDir, log })
    stops.push(() => server.stop())
    expect(await resolveDatabaseUrl({ DATA_DIR: dataDir })).toBe(server.url)
    expect(await resolveDatabaseUrl({ DATA_DIR: dataDir, DATABASE_URL: 'postgresql://x/y' })).toBe(
      'postgresql://x/y',
    )
  })
})
