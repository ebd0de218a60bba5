// `npm test`. Like scripts/start.mjs it runs on every Node from 20.19 on; the stages are in scripts/test.ts.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Longwave needs Node 20.19 or newer; this is ${process.versions.node}. Install Node 24.`)
  process.exit(1)
}
void import('./run.mjs').then(({ runScript }) => runScript('scripts/test.ts', process.argv.slice(2)))
