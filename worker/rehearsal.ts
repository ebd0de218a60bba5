import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Env } from '#lib/platform/env.ts'

/**
 * The rehearsal provider's server for a worker that was started alone: a process of its own on a free loopback port,
 * which ends with this one. With `REHEARSAL_URL` somebody else runs it; with `REHEARSAL=off` nobody does.
 */
export async function startRehearsal(
  env: Pick<Env, 'REHEARSAL' | 'REHEARSAL_URL'>,
): Promise<{ url: string | null; stop: () => Promise<void> }> {
  if (env.REHEARSAL_URL || env.REHEARSAL === 'off')
    return { url: env.REHEARSAL_URL ?? null, stop: () => Promise.resolve() }
  const child = spawn(process.execPath, ['emulators/rehearsal/main.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  return { url: await readUrl(child), stop: () => stop(child) }
}

async function readUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the rehearsal provider has no output')
  for await (const line of createInterface({ input: child.stdout }))
    return (JSON.parse(line) as { url: string }).url
  throw new Error('the rehearsal provider ended before it listened')
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
