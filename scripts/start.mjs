// `npm start`, on every Node from 20.19 on and before anything is installed; scripts/start.ts does the work.
import './check-node.mjs'

const { runScript } = await import('./guardian.mjs')
await runScript('scripts/start.ts', process.argv.slice(2))
