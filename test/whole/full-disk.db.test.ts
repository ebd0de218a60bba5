import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { getMessage } from '#lib/messages/get-message.ts'
import { migrate } from '#lib/platform/migrate.ts'
import type { RunningPostgres } from '#lib/platform/postgres-supervisor.ts'
import { errno } from '#lib/platform/process-files.ts'
import { startCluster } from '../copies.ts'
import { openInstallation, setUp, startWatchedWorker } from '../installation.ts'
import { installations, pause, sendTo } from '../installations.ts'
import { until } from '../product.ts'

const all = installations()
const PEOPLE = 1000

/** A disk of its own, which takes an administrator of the machine; null where there is none. */
const disk = mountSmallDisk()
let server: RunningPostgres | null = null
afterAll(async () => {
  if (disk === null) return
  await server?.stop()
  execFileSync('umount', [disk])
  rmSync(disk, { recursive: true })
})

function mountSmallDisk(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const folder = mkdtempSync(join(tmpdir(), 'longwave-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300m,mode=1777', 'none', folder], { stdio: 'ignore' })
    return folder
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
}

/** Takes all the room that is left. */
function fill(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (;;) writeSync(file, Buffer.alloc(65_536))
  } catch (error) {
    if (errno(error) !== 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}

test.skipIf(disk === null)(
  'where the disk of the database is full nothing leaves, and with room again the rest does, each once',
  async () => {
    server = await startCluster(join(disk ?? '', 'data'))
    await migrate(server.url)
    const where = await openInstallation(server.url, all.rehearsalUrl())
    await setUp(where, { settings: { ratePerSecond: 100 }, credits: PEOPLE })
    const worker = await startWatchedWorker(where)
    const message = await sendTo(where, PEOPLE)
    // As with a provider whose references are searched: what comes of a request takes new room then, and does not only fill
    // what was left free for it.
    await where.system.pool.query('update chunk set by_reference = true')
    await until(
      () => getMessage(where.operator, message.uuid),
      (m) => m.counts.queued < PEOPLE - 50,
    )
    const ballast = join(disk ?? '', 'ballast')
    fill(ballast)
    // There is room in what has been written before; when that is used up nothing is committed any more.
    await until(
      async () => {
        const before = all.received().length
        fill(ballast)
        await pause(1000)
        return all.received().length - before
      },
      (left) => left === 0,
    )
    expect(all.received().length).toBeLessThan(PEOPLE)
    rmSync(ballast)
    const { counts } = await until(
      () => getMessage(where.operator, message.uuid),
      (m) => m.state === 'sent',
    )
    expect(all.twice()).toEqual([])
    expect(all.received().length).toBeGreaterThanOrEqual(PEOPLE - counts.unknown)
    expect(counts).toMatchObject({ queued: 0, rejected: 0, cancelled: 0 })
    await worker.stop()
    await where.close()
  },
  180_000,
)
