import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { findPostmaster } from '#lib/platform/postgres-postmaster.ts'
import { signalProcess } from '#lib/platform/process-identity.ts'

/**
 * Stops every process of the embedded database where it stands, until `resume`: it neither answers nor refuses. `server`
 * is its first process: killed meanwhile, it leaves the others stopped and holding on to its memory, so it is they that
 * have to be woken and not whoever serves by then.
 */
export function freezeDatabase(folder: string): { server: number | undefined; resume: () => void } {
  const server = findPostmaster(folder)?.pid
  const stopped: number[] = []
  const stop = (pid: number) => {
    signalProcess(pid, 'SIGSTOP')
    stopped.push(pid)
  }
  // The first one first: it has no more children after that, but for one that it was about to have.
  if (server !== undefined) {
    stop(server)
    const running = () => childrenOf(server).filter((pid) => !stopped.includes(pid))
    for (let found = running(); found.length > 0; found = running()) for (const pid of found) stop(pid)
  }
  return {
    server,
    resume: () => {
      for (const pid of stopped) signalProcess(pid, 'SIGCONT')
    },
  }
}

/** The processes that this one has started. Who finds none would stop none, and the database would serve on. */
function childrenOf(pid: number): number[] {
  if (process.platform !== 'linux')
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean)
      .map(Number)
  return readdirSync('/proc')
    .map(Number)
    .filter((other) => parentOf(other) === pid)
}

/** Field 4 of proc_pid_stat(5), counted from the end of the command, which may itself hold spaces and brackets. */
function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}
