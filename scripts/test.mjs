// `npm test`, on every Node from 20.19 on and before anything is installed; the stages are in scripts/test.ts.
import './check-node.mjs'

const { runScript } = await import('./guardian.mjs')
await runScript('scripts/test.ts', process.argv.slice(2))
