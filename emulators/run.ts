/**
 * Starts the emulators on loopback ports and a control server beside them, until SIGINT or SIGTERM:
 *
 *   npm run emulators                          all, on free ports
 *   npm run emulators -- advanta mesms=4005    these, the second on port 4005
 *
 * Options: --control-port <n>, --token <text> (of the control server; else a random one), --json (one line of JSON in
 * place of the table, for programs). A folder whose server.ts exports `startEmulator` takes part; one with a main.ts is
 * run as a program of its own that prints a line of JSON with its `url`.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { type Controlled, startControlServer } from './shared/control-server.ts'

type Started = Controlled & { close: () => Promise<void> }
type Module = { startEmulator?: (options: { port?: number }) => Promise<Started> }

const HERE = import.meta.dirname

/** Every folder that holds an emulator, in alphabetical order. */
function names(): string[] {
  const folders = readdirSync(HERE, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders
    .map((folder) => folder.name)
    .filter((name) => name !== 'shared' && existsSync(join(HERE, name, 'server.ts')))
    .sort()
}

/** Waits for the program's line with its address; it ends by itself when its standard input does. */
async function startProgram(name: string, port: number | undefined): Promise<Started> {
  const args = [join(HERE, name, 'main.ts'), ...(port ? ['--port', String(port)] : [])]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const url = await firstUrl(child, name)
  return {
    name,
    url,
    control: {},
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function firstUrl(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it listened.`)))
    child.once('error', reject)
    const lines = child.stdout ? createInterface(child.stdout) : undefined
    lines?.once('line', (line) => {
      const said: unknown = JSON.parse(line)
      const url = typeof said === 'object' && said !== null && 'url' in said ? said.url : undefined
      if (typeof url === 'string') resolve(url)
      else reject(new Error(`${name} did not say where it listens.`))
    })
  })
}

async function start(wanted: string): Promise<Started> {
  const [name = '', port] = wanted.split('=')
  if (!names().includes(name))
    throw new Error(`No emulator is called ${name}. There are: ${names().join(', ')}.`)
  const number = port === undefined ? undefined : Number(port)
  if (number !== undefined && !(number > 0 && number < 65_536)) throw new Error(`${wanted} names no port.`)
  if (existsSync(join(HERE, name, 'main.ts'))) return startProgram(name, number)
  const module: Module = await import(`./${name}/server.ts`)
  if (!module.startEmulator) throw new Error(`emulators/${name}/server.ts exports no startEmulator.`)
  return module.startEmulator(number === undefined ? {} : { port: number })
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'control-port': { type: 'string' }, token: { type: 'string' }, json: { type: 'boolean' } },
  })
  const token = values.token ?? randomBytes(16).toString('hex')
  const emulators: Started[] = []
  for (const wanted of positionals.length > 0 ? positionals : names()) emulators.push(await start(wanted))
  const control = await startControlServer(emulators, { token, port: Number(values['control-port'] ?? 0) })
  const stop = () => {
    process.removeListener('SIGTERM', stop).removeListener('SIGINT', stop)
    const closing = [...emulators, control].map((each) => each.close())
    void Promise.all(closing).then(() => process.exit(0))
  }
  process.on('SIGTERM', stop).on('SIGINT', stop).on('disconnect', stop)
  if (values.json) {
    const urls = Object.fromEntries(emulators.map(({ name, url }) => [name, url]))
    console.log(JSON.stringify({ emulators: urls, control: control.url, token }))
  } else {
    for (const { name, url } of emulators) console.log(`${name.padEnd(12)} ${url}`)
    console.log(`${'control'.padEnd(12)} ${control.url}   x-control-token: ${token}`)
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
