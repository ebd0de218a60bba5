// `npm start`. Runs on every Node from 20.19 on, also before anything is installed: installs what is missing and hands
// over to scripts/start.ts under the Node that comes along. Older Nodes get as far as the sentence below, so there are
// no static imports here: they would fail first.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Longwave needs Node 20.19 or newer; this is ${process.versions.node}. Install Node 24.`)
  process.exit(1)
}
void import('./run.mjs').then(({ runScript }) => runScript('scripts/start.ts', process.argv.slice(2)))
