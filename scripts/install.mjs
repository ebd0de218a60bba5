// Installs what is missing and finds the Node that runs Longwave. It runs before anything is installed and on the oldest
// Node that is supported: plain JavaScript, with nothing but Node's own modules.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const stamp = join(modules, '.longwave-installed')
const lock = join(modules, '.longwave-installing')

/** A sentence for the person who starts the program. */
export class InstallError extends Error {}

/**
 * Runs `npm install` unless node_modules is what package-lock.json asks for. An abort of `signal` ends it.
 * @param {{ say?: (line: string) => void, signal?: AbortSignal }} [options]
 */
export async function ensureInstalled({ say = console.log, signal } = {}) {
  if (isInstalled()) return
  await takeLock(say, signal)
  try {
    if (isInstalled()) return
    say('Installing packages. The first time this takes a minute or two.')
    await npmInstall(say, signal)
    writeFileSync(stamp, wanted())
  } finally {
    // After an abort it stays: by it the next start knows that what it finds is half unpacked.
    if (!signal?.aborted) rmSync(lock, { force: true })
  }
}

const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()

function wanted() {
  const lockFile = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(`${process.platform} ${process.arch} `).update(lockFile).digest('hex')
}

/** Two installations in one folder at once would spoil each other. */
async function takeLock(say, signal) {
  for (let waited = 0; ; waited++) {
    signal?.throwIfAborted()
    makeFolder()
    const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
    if (holder && isAlive(holder)) {
      if (waited === 0) say(`Another start (process ${holder}) is installing packages; waiting for it.`)
      await sleep(500, undefined, { signal })
      continue
    }
    if (existsSync(lock)) {
      // npm takes a half unpacked package for a whole one, so what a killed installation left is thrown away.
      say('The last installation was interrupted; installing anew.')
      rmSync(modules, { recursive: true, force: true })
      makeFolder()
    }
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
}

function makeFolder() {
  try {
    mkdirSync(modules, { recursive: true })
  } catch (error) {
    throw new InstallError(
      `Packages cannot be installed: ${modules} cannot be made (${error.code}). Start as the owner of that folder.`,
    )
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

async function npmInstall(say, signal) {
  const { said: pong } = await runNpm(['ping', '--fetch-retries=0', '--fetch-timeout=10000'], signal)
  const offline = network.test(pong)
  // Asking each package in turn for a network that is not there takes minutes; what npm has in its cache may be enough.
  if (offline) say('The npm registry cannot be reached; trying with what npm has in its cache.')
  const started = Date.now()
  const tell = () => say(`  still installing (${Math.round((Date.now() - started) / 1000)} s)`)
  const progress = setInterval(tell, 15_000)
  // Everything, whatever NODE_ENV says; and the lock file stays as it is in the repository.
  const args = ['install', '--include=dev', '--include=optional', '--no-save', '--no-audit', '--no-fund']
  const { code, said } = await runNpm([...args, ...(offline ? ['--offline'] : [])], signal)
  clearInterval(progress)
  if (code !== 0) throw new InstallError(explain(code, said))
}

/** Runs npm to its end; answers its exit code, or why it could not be run, and what it said. */
async function runNpm(args, signal) {
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm']
  const [command, ...rest] = [...npm, ...args, '--loglevel=error', '--no-update-notifier']
  const child = spawn(command, rest, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const stop = () => endGroup(child)
  signal?.addEventListener('abort', stop)
  const code = await new Promise((done) => {
    child.once('error', (error) => done(error.code))
    child.once('close', done)
  })
  signal?.removeEventListener('abort', stop)
  signal?.throwIfAborted()
  return { code, said }
}

function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill()
  }
}

const network =
  /ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT/
const details = (said) => `\nnpm said:\n${said.trim().split('\n').slice(-12).join('\n')}`

/** What went wrong, in a sentence; exported for its test. */
export function explain(code, said) {
  if (code === 'ENOENT') return 'npm was not found. Install Node.js with npm, version 20.19 or newer.'
  if (/ENOSPC/.test(said)) return `Packages could not be installed: the disk of ${root} is full.`
  if (network.test(said)) {
    return `Packages could not be installed: the npm registry cannot be reached. Check the network and npm's proxy settings.${details(said)}`
  }
  if (/EACCES|EPERM|EROFS/.test(said)) {
    return `Packages could not be installed: this user may not write to ${root}. Start as the owner of that folder.${details(said)}`
  }
  return `Packages could not be installed.${details(said)}`
}

/** The Node that runs the product: the one that comes along, else this one if it is new enough. */
export function findNode() {
  const own = join(modules, '.bin', process.platform === 'win32' ? 'node.exe' : 'node')
  const version = existsSync(own)
    ? spawnSync(own, ['--version'], { encoding: 'utf8' }).stdout?.trim()
    : undefined
  if (version && runsTypeScript(version)) return own
  if (runsTypeScript(process.version)) return process.execPath
  throw new InstallError(
    `Longwave runs on Node 22.19 or newer. This one is ${process.version}, and the Node that comes along ` +
      `${version === undefined ? 'does not run on this machine' : 'is missing'}. Install Node 24.`,
  )
}

/** Node runs TypeScript as it is from these versions on; exported for its test. */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number)
  return major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 19)
}
