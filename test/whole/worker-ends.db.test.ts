import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshWorkers } from '#lib/platform/worker-beat.ts'
import { lineTo } from '../cut-line.ts'
import { installations } from '../installations.ts'
import { until } from '../product.ts'

const all = installations()

test('a worker that is told to stop ends in time although its database says nothing any more', async () => {
  const where = await all.create()
  const line = await lineTo(where.url)
  const folder = mkdtempSync(join(tmpdir(), 'longwave-worker-'))
  const settings = { DATABASE_URL: line.url, DATA_DIR: folder, REHEARSAL: 'off', LOG_LEVEL: 'silent' }
  const env = { ...process.env, ...settings }
  const worker = spawn(process.execPath, ['worker/main.ts', '--stop-within', '4'], { env, stdio: 'ignore' })
  try {
    const exited = once(worker, 'exit')
    await until(
      () => freshWorkers(where.system.pool),
      (workers) => workers.length > 0,
    )
    line.silence()
    worker.kill('SIGTERM')
    // That not everything could be stored is no clean end.
    expect(await exited).toEqual([1, null])
  } finally {
    worker.kill('SIGKILL')
    await line.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
