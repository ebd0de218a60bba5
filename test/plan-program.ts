// A process that does nothing but plan one message: `node test/plan-program.ts <database> <message>`. It is killed by tests, and
// says in the end how long the plan took, in ms, and how much memory the process had at most, in KiB.
import { planMessage } from '#lib/messages/plan-message.ts'
import { openInstallation } from './installation.ts'

const [url = '', message = ''] = process.argv.slice(2)
const { system, close } = await openInstallation(url, 'http://127.0.0.1:9')
const started = performance.now()
await planMessage(system, Number(message))
process.stdout.write(
  JSON.stringify({ ms: performance.now() - started, peakKib: process.resourceUsage().maxRSS }),
)
await close()
