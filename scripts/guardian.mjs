// Installs what is missing, then runs one of our TypeScript programs under the Node that comes along, as its guardian:
// signals are passed on once, and the program's exit code is ours.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { ensureInstalled, findNode, InstallError, root } from './install.mjs'
import { workerFlags } from './worker-flags.mjs'

/** Within this time a second signal is the same one: npm passes on what the terminal has sent to everybody already. */
const sameSignalMs = 500

/**
 * @param {string} script @param {string[]} args
 * @param {{ withClient?: boolean }} [options] `withClient`: the script needs the database client and does not make it itself
 */
export async function runScript(script, args, { withClient = false } = {}) {
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
    if (existsSync('.env')) process.loadEnvFile('.env')
    // Standard output belongs to the program: some are read by other programs.
    await ensureInstalled({ say: console.error, signal: stopping.signal })
    const node = findNode()
    if (withClient) generateClient(node)
    child = spawnScript(node, script, args)
  } catch (error) {
    if (stopping.signal.aborted) process.exit(0)
    console.error(error instanceof InstallError ? error.message : error)
    process.exit(1)
  }
  child.once('exit', (code, signal) => {
    // A signal that it got before it could listen for one has ended it all the same.
    if (signal && stopping.signal.aborted) process.exit(0)
    if (signal) console.error(`${script} was ended from outside (${signal}).`)
    process.exit(code ?? 1)
  })
}

const quiet = '--disable-warning=ExperimentalWarning'

function generateClient(node) {
  const { status } = spawnSync(node, [quiet, 'scripts/generate.ts'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) process.exit(1)
}

function spawnScript(node, script, args) {
  // Its own process group, so that Ctrl-C reaches it through us alone; the IPC channel tells it when we are killed.
  const flags = script.startsWith('worker/') ? workerFlags : []
  return spawn(node, [quiet, ...flags, script, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
}

/** npm may be killed without a word; whoever started us by it expects us to end with it. */
function watchNpm(stop) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && stop(), 1000).unref()
}
