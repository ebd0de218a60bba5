// `npm run e2e`: the browser tests alone, on a server of their own. Like scripts/start.mjs this runs on every Node from 20.19 on.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Longwave needs Node 20.19 or newer; this is ${process.versions.node}. Install Node 24.`)
  process.exit(1)
}
void import('./run.mjs').then(({ runScript }) => runScript('scripts/e2e.ts', process.argv.slice(2)))
