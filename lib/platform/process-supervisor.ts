import { type ChildProcess, spawn } from 'node:child_process'
import { monotonicMs, poll, sleep } from './clock.ts'
import type { Logger } from './log.ts'
import { StartError, stopExitCode } from './start-error.ts'

export type Program = {
  /** How it is called in messages. */
  name: string
  /** The file that Node runs, with its arguments. */
  args: string[]
  env: Record<string, string | undefined>
  log: Logger
  /** How long it may take to finish what is in flight when it is told to stop, in milliseconds. */
  graceMs: number
  /** Whether what it writes to standard output is of no interest. */
  quiet?: boolean
  /** Waits before it is started again, in milliseconds; the last one is repeated. */
  backoffMs?: readonly number[]
}

export type SupervisedProgram = {
  /** How often it has ended by itself. */
  deaths: () => number
  /** Resolves when it is not started again, because it said that this would be in vain. */
  failed: Promise<StartError>
  /** Tells it to stop and waits; an abort of `hasten` shortens its grace to a moment. */
  stop: (hasten?: AbortSignal) => Promise<void>
}

/** A worker that dies is missed at once; one that dies again and again shall not keep the machine busy with that. */
const defaultBackoffMs = [0, 500, 1_000, 2_000, 5_000] as const

/** After this long a program counts as having run well, in milliseconds. */
const ranWellMs = 30_000
const hastenedMs = 1_000

/**
 * Runs one of our programs under Node and starts it again whenever it ends by itself. It is a process group of its own, so
 * that Ctrl-C in a terminal does not reach it past its supervisor, and has an IPC channel, by whose end it notices that
 * its supervisor was killed.
 */
export function supervise(program: Program): SupervisedProgram {
  const { name, log, backoffMs = defaultBackoffMs } = program
  const stopping = new AbortController()
  let child = spawnProgram(program)
  let deaths = 0
  let inARow = 0

  const watch = async (): Promise<StartError | null> => {
    for (;;) {
      const startedAt = monotonicMs()
      const how = await exitOf(child)
      endGroup(child)
      if (stopping.signal.aborted) return null
      deaths += 1
      inARow = monotonicMs() - startedAt > ranWellMs ? 1 : inARow + 1
      if (how === `exit code ${stopExitCode}`)
        return new StartError(`The ${name} cannot run; it says why above.`)
      const ms = backoffMs[Math.min(inARow, backoffMs.length) - 1] ?? 0
      log.error(`the ${name} ended; starting it again`, { how, inMs: ms })
      await sleep(ms, stopping.signal)
      if (stopping.signal.aborted) return null
      child = spawnProgram(program)
    }
  }
  const watching = watch()
  return {
    deaths: () => deaths,
    failed: new Promise((resolve) => {
      void watching.then((error) => error && resolve(error))
    }),
    stop: async (hasten) => {
      stopping.abort()
      await stopChild(child, program.graceMs, hasten)
      await watching
    },
  }
}

function spawnProgram({ args, env, quiet }: Program): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, ...args], {
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit', 'ipc'],
    env: env as NodeJS.ProcessEnv,
    detached: true,
  })
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) resolve(`exit code ${child.exitCode}`)
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`))
  })
}

const hasEnded = (child: ChildProcess) =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null || undefined

async function stopChild(child: ChildProcess, graceMs: number, hasten?: AbortSignal): Promise<void> {
  if (hasEnded(child)) return
  child.kill('SIGTERM')
  const patience = hasten ? { signal: hasten } : {}
  if (await poll(() => hasEnded(child), { everyMs: 20, forMs: graceMs, ...patience })) return
  if (await poll(() => hasEnded(child), { everyMs: 20, forMs: hastenedMs })) return
  endGroup(child)
}

/** Ends whatever is left of the program's process group: itself, and processes that it started. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nobody is left, which is the ordinary case.
  }
}
