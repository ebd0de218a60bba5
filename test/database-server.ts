import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { createLogger } from '#lib/platform/log.ts'
import { migrate } from '#lib/platform/migrate.ts'
import { startPostgres } from '#lib/platform/postgres-supervisor.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server of this test run; its database `template_migrated` has every migration. */
    databaseServer: string
  }
}

/**
 * One server for the whole test run, in a temporary folder. Nothing in it has to survive the machine, so it does not
 * wait for the disk; tests of crashes start servers of their own.
 */
// biome-ignore lint/style/noDefaultExport: vitest calls the default export of a global set-up.
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'longwave-test-'))
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
  }
  const server = await startPostgres({ dataDir, log: createLogger({ level: 'warn' }), settings })
  await makeTemplate(server.url)
  project.provide('databaseServer', server.url)
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create database template_migrated')
  await client.end()
  const template = new URL(url)
  template.pathname = '/template_migrated'
  await migrate(template.href)
}
