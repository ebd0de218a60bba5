import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readIfThere } from './process-files.ts'

/** Which process a pid meant when it was written down. `started` tells it from a later one that got the same number. */
export type ProcessIdentity = { pid: number; started: string }

/** The identity of a living process, or null when there is none (or only its unreaped remains). */
export function identify(pid: number): ProcessIdentity | null {
  if (!isAlive(pid)) return null
  const started = process.platform === 'linux' ? startedOnLinux(pid) : startedByPs(pid)
  return started === null ? null : { pid, started }
}

/** Whether exactly this process still lives. */
export function lives(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started
}

/** Whether a process answers to this pid, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Sends a signal; false when nobody is there any more. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

/** Fields 3 and 22 of proc_pid_stat(5); the ticks count from the boot, so the boot's id belongs to them. */
function startedOnLinux(pid: number): string | null {
  const stat = statOf(pid)
  if (stat === null) return null
  // The command in field 2 may itself hold spaces and brackets: count from its closing one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return null
  const boot = readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
  return `${boot}:${fields[19]}`
}

function statOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    // ENOENT before, ESRCH while it is read: gone either way.
    return null
  }
}

function startedByPs(pid: number): string | null {
  try {
    const columns = ['-o', 'stat=,lstart=', '-p', String(pid)]
    const env = { LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv
    // Month names follow the language: without LC_ALL a start time would differ between two shells.
    const line = execFileSync('/bin/ps', columns, { env, encoding: 'utf8' }).trim()
    return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '')
  } catch {
    return null
  }
}
