import { spawn } from 'node:child_process'
import { StartError } from '#lib/platform/start-error.ts'

type Tool = {
  /** How it is called in messages. */
  name: string
  /** The file that Node runs, with its arguments. */
  args: string[]
  env?: Record<string, string>
  /** Told now and then that it is still at work. */
  say?: (line: string) => void
  signal?: AbortSignal
}

/** Runs a tool under this Node to its end, and shows what it said only when it fails. Throws `StartError`. */
export async function runTool({ name, args, env, say, signal }: Tool): Promise<void> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    detached: true,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  const begin = performance.now()
  const progress = setInterval(
    () => say?.(`  still at it (${Math.round((performance.now() - begin) / 1000)} s)`),
    15_000,
  )
  const stop = () => endGroup(child.pid)
  signal?.addEventListener('abort', stop)
  // Without this a build would go on alone, and meet the one of the next start, when this process is ended from outside.
  process.once('disconnect', stop)
  const code = await new Promise<unknown>((resolve) => {
    child.once('error', resolve)
    child.once('close', resolve)
  })
  clearInterval(progress)
  signal?.removeEventListener('abort', stop)
  process.removeListener('disconnect', stop)
  signal?.throwIfAborted()
  if (code !== 0) throw new StartError(`${name} failed:\n${whatItSaid(code, said)}`)
}

function whatItSaid(code: unknown, said: string): string {
  if (/ENOSPC|No space left/.test(said)) return 'the disk is full.'
  return said.trim() || (code instanceof Error ? code.message : `exit code ${code}`)
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}
