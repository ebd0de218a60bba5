// A process that plans one message and is meant to be killed: `node test/plan-program.ts <database> <message>`.
import { planMessage } from '#lib/messages/plan-message.ts'
import { openInstallation } from './installation.ts'

const [url = '', message = ''] = process.argv.slice(2)
const { system, close } = await openInstallation(url, 'http://127.0.0.1:9')
await planMessage(system, Number(message))
await close()
