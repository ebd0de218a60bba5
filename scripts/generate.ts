// Generates the database client unless it is there and fits the schema, for programs that are run without `npm start`.
import { StartError } from '#lib/platform/start-error.ts'
import { ensureClient } from './build.ts'

try {
  await ensureClient({ say: console.error })
} catch (error) {
  console.error(error instanceof StartError ? error.message : error)
  process.exitCode = 1
}
