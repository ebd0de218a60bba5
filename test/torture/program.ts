import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { WriteStream } from 'node:fs'

type What = { args: readonly string[]; env: NodeJS.ProcessEnv; log: WriteStream }

/** How long a program may take to finish what is in flight when it is told to, ms. */
const GRACE_MS = 45_000

/** How soon a program that ended by itself is started again, ms. */
const AGAIN_MS = 500

/**
 * One program of the product as a process of its own, which can be killed and stopped like any other and is started again
 * when it ends by itself. Its end with ours is certain: it hears when the channel to this process closes.
 */
export class Program {
  /** How often it ended without having been told to. */
  crashes = 0
  private readonly what: What
  private child: ChildProcess | null = null
  private isWanted = false

  constructor(what: What) {
    this.what = what
  }

  start(): void {
    const { args, env, log } = this.what
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    child.stdout?.pipe(log, { end: false })
    child.stderr?.pipe(log, { end: false })
    child.once('exit', () => {
      if (!this.isWanted || this.child !== child) return
      this.crashes++
      setTimeout(() => this.isWanted && !this.runs && this.start(), AGAIN_MS)
    })
    this.child = child
    this.isWanted = true
  }

  get runs(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null
  }

  signal(signal: NodeJS.Signals): void {
    if (this.runs) this.child?.kill(signal)
  }

  async kill(): Promise<void> {
    this.isWanted = false
    if (!this.child || !this.runs) return
    const gone = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await gone
  }

  /** Lets it finish; whoever does not within the grace is killed, which is said. */
  async end(): Promise<'ended' | 'killed'> {
    this.isWanted = false
    if (!this.child || !this.runs) return 'ended'
    const gone = once(this.child, 'exit')
    this.child.kill('SIGCONT')
    this.child.kill('SIGTERM')
    const timer = setTimeout(() => this.child?.kill('SIGKILL'), GRACE_MS)
    await gone
    clearTimeout(timer)
    return this.child.signalCode === 'SIGKILL' ? 'killed' : 'ended'
  }
}
