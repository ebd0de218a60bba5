// Older Nodes get as far as this sentence. Whatever else is needed is imported after it: it would fail first.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Longwave needs Node 20.19 or newer; this is ${process.versions.node}. Install Node 24.`)
  process.exit(1)
}
