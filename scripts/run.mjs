// `node scripts/run.mjs <file> [arguments]` runs one of our TypeScript programs, on every Node from 20.19 on and before
// anything is installed.
import './check-node.mjs'

const { runScript } = await import('./guardian.mjs')
const [script = '', ...args] = process.argv.slice(2)
await runScript(script, args, { withClient: true })
