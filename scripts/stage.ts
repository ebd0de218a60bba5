import { spawn } from 'node:child_process'
import { StartError } from '#lib/platform/start-error.ts'

/** Runs one of our tools under this Node, in sight. Throws `StartError` when it fails; an abort ends it. */
export async function runStage(
  name: string,
  args: string[],
  signal: AbortSignal,
  env: object = {},
): Promise<void> {
  console.log(`\n▶ ${name}`)
  const begin = performance.now()
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    detached: true,
  })
  const stop = () => {
    // The whole group: the tools have workers of their own.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
  }
  signal.addEventListener('abort', stop)
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', resolve)
  })
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  const seconds = ((performance.now() - begin) / 1000).toFixed(1)
  if (code !== 0) throw new StartError(`✗ ${name} failed after ${seconds} s`)
  console.log(`✓ ${name} (${seconds} s)`)
}

/** Aborted when this process is told to end, or when the one that guards it is gone. */
function untilTold(): AbortSignal {
  const stopping = new AbortController()
  for (const event of ['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect']) process.on(event, () => stopping.abort())
  return stopping.signal
}

/** Runs a program of stages to its exit code. */
export async function runStages(run: (signal: AbortSignal) => Promise<void>): Promise<never> {
  const signal = untilTold()
  try {
    await run(signal)
    process.exit(0)
  } catch (error) {
    if (!signal.aborted) console.error(error instanceof StartError ? error.message : error)
    process.exit(1)
  }
}
