// Starts the embedded PostgreSQL in a process of its own, for tests that kill it or run it as somebody else:
// `node test/run-postgres.ts <DATA_DIR> [options as JSON]`. Says `url <address>` or `error <sentence>`; stops on SIGTERM.
import { createLogger } from '#lib/platform/log.ts'
import { startPostgres } from '#lib/platform/postgres-supervisor.ts'

const [dataDir = '', options = '{}'] = process.argv.slice(2)
try {
  const log = createLogger({ level: 'warn' })
  const server = await startPostgres({ dataDir, log, ...(JSON.parse(options) as object) })
  process.on('SIGTERM', () => {
    void server.stop().then(() => process.exit(0))
  })
  process.stdout.write(`url ${server.url}\n`)
} catch (error) {
  process.stdout.write(`error ${(error as Error).message}\n`)
}
