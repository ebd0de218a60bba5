// The admin command line, for automation and recovery: `npm run -s admin -- --help`.
import { join } from 'node:path'
import { runAdmin } from './admin/run.ts'

// Paths of the settings are meant from the project's folder, as with `npm start`.
process.chdir(join(import.meta.dirname, '..'))
process.exitCode = await runAdmin(process.argv.slice(2))
