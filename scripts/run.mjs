// Installs what is missing, then runs one of our TypeScript programs under the Node that comes along, as its guardian:
// signals are passed on once, and the program's exit code is ours.
import { spawn } from 'node:child_process'
import { ensureInstalled, findNode, InstallError, root } from './install.mjs'

/** Within this time a second signal is the same one: npm passes on what the terminal has sent to everybody already. */
const sameSignalMs = 500

/** @param {string} script @param {string[]} args */
export async function runScript(script, args) {
  const stopping = new AbortController()
  let child
  let lastSignal = 0
  const stop = (signal) => {
    if (Date.now() - lastSignal < sameSignalMs) return
    lastSignal = Date.now()
    stopping.abort()
    child?.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal))
  watchNpm(() => stop('SIGTERM'))
  try {
    process.chdir(root)
    await ensureInstalled({ signal: stopping.signal })
    child = spawnScript(findNode(), script, args)
  } catch (error) {
    if (stopping.signal.aborted) process.exit(0)
    console.error(error instanceof InstallError ? error.message : error)
    process.exit(1)
  }
  child.once('exit', (code, signal) => {
    if (signal) console.error(`Longwave was ended from outside (${signal}). The next start recovers.`)
    process.exit(code ?? 1)
  })
}

function spawnScript(node, script, args) {
  const quiet = '--disable-warning=ExperimentalWarning'
  // Its own process group, so that Ctrl-C reaches it through us alone; the IPC channel tells it when we are killed.
  return spawn(node, [quiet, script, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
}

/** npm may be killed without a word; whoever started us by it expects us to end with it. */
function watchNpm(stop) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && stop(), 1000).unref()
}
