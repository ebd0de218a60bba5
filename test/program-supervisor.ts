// Supervises `test/program.ts` from a process of its own, for tests that kill the supervisor.
import { createLogger } from '#lib/platform/log.ts'
import { supervise } from '#lib/platform/process-supervisor.ts'

const log = createLogger({ level: 'silent' })
supervise({
  name: 'program',
  args: ['test/program.ts', ...process.argv.slice(2)],
  env: process.env,
  log,
  graceMs: 1000,
})
