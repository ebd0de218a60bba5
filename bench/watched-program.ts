import { readdirSync, readFileSync } from 'node:fs'

/** The id of a program of an installation, by its script; Linux only, else null. */
export function findProgram(dataDir: string, script: string): number | null {
  for (const name of safely(() => readdirSync('/proc'), [])) {
    if (!/^\d+$/.test(name)) continue
    const is = (file: string, text: string) =>
      safely(() => readFileSync(`/proc/${name}/${file}`, 'utf8').split('\0'), []).includes(text)
    if (is('cmdline', script) && is('environ', `DATA_DIR=${dataDir}`)) return Number(name)
  }
  return null
}

/** Looks at the memory of a process until it is told to stop, and then answers the most it has seen, in MiB. */
export function watchMemory(pid: number | null): () => { before: number; most: number } {
  const now = () => (pid === null ? 0 : rss(pid))
  const before = now()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, now())
  }, 50)
  return () => {
    clearInterval(timer)
    return { before: Math.round(before), most: Math.round(Math.max(most, now())) }
  }
}

/** The worker of an installation, which is killed once; its successor is watched in its place. */
export class MortalWorker {
  private readonly dataDir: string
  private memory: (() => { most: number }) | null = null
  private pid: number | null = null
  private killed = false
  private mostSoFar = 0

  constructor(dataDir: string) {
    this.dataDir = dataDir
  }

  look({ mayDie }: { mayDie: boolean }): void {
    if (this.pid === null) {
      this.pid = findProgram(this.dataDir, 'worker/main.ts')
      this.memory = this.pid === null ? null : watchMemory(this.pid)
    } else if (mayDie && !this.killed) {
      this.mostSoFar = this.most()
      this.killed = true
      process.kill(this.pid, 'SIGKILL')
      this.pid = null
    }
  }

  /** MiB. */
  most(): number {
    this.mostSoFar = Math.max(this.mostSoFar, this.memory?.().most ?? 0)
    this.memory = null
    return this.mostSoFar
  }
}

const rss = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(safely(() => readFileSync(`/proc/${pid}/status`, 'utf8'), ''))?.[1] ?? 0) /
  1024

function safely<T>(read: () => T, otherwise: T): T {
  try {
    return read()
  } catch {
    return otherwise
  }
}
