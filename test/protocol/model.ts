import { randomFrom } from '../chance.ts'
import {
  type Answer,
  LEASE,
  MOST_IN_FLIGHT,
  ModelDatabase,
  type Outcome,
  REQUEST_TIMEOUT,
  type Row,
  type Rule,
  rank,
  type Statement,
} from './model-database.ts'

/**
 * The world around the model's database: workers that crash, stall and lose answers, a network that delivers a statement
 * late or twice, a provider, and people who stop, suppress and resend.
 */

type Worker = {
  epoch: number | null
  step: number
  outcomes: Outcome[]
  /** Rows that may be written until the deadline. */
  toSend: number[]
  askedAt: number
  waiting: Statement | null
}

class Model extends ModelDatabase {
  private readonly random: () => number
  private readonly workers: Worker[]
  /** Statements that the network may still deliver, once more or for the first time. */
  private delayed: Statement[] = []
  /** Requests that were written and that the provider has not read yet. */
  private onTheWire: { row: number; at: number }[] = []

  constructor(random: () => number, off: Rule | null, size: number) {
    super(off, size)
    this.random = random
    this.workers = Array.from({ length: 3 }, fresh)
  }

  /** One random event. */
  tick(): void {
    this.now += Math.floor(this.random() * 4)
    this.arrive()
    const worker = this.workers[Math.floor(this.random() * this.workers.length)] as Worker
    const dice = this.random()
    if (dice < 0.72) this.work(worker)
    else if (dice < 0.76) Object.assign(worker, fresh())
    else if (dice < 0.8) this.now += LEASE + 1
    else if (dice < 0.86) this.deliverLate()
    else if (dice < 0.88) this.control()
    else if (dice < 0.9) this.suppress()
    else if (dice < 0.96) this.receipt()
    else this.evidence()
    this.check()
  }

  /** Lets everything come to rest with a healthy worker, and looks whether anybody was forgotten. */
  settle(): void {
    this.delayed = []
    this.now += REQUEST_TIMEOUT
    this.arrive()
    for (const worker of this.workers) Object.assign(worker, fresh())
    this.now += LEASE + 1
    if (this.chunk.state === 'held') this.chunk.state = 'open'
    const worker = this.workers[0] as Worker
    for (let i = 0; i < this.rows.length * 8 && this.chunk.state !== 'done'; i++) this.work(worker, true)
    this.check()
    if (this.chunk.state !== 'done') this.fail('the chunk never ended')
    for (const [i, row] of this.rows.entries()) {
      if (row.state === 'queued') this.fail(`row ${i} was forgotten`)
      if (row.moneyMoved !== (row.state === 'unknown' ? 0 : 1))
        this.fail(`row ${i} moved its money ${row.moneyMoved} times`)
    }
  }

  // -- A worker -------------------------------------------------------------------------------------------------

  private work(worker: Worker, healthy = false): void {
    if (worker.epoch === null) Object.assign(worker, fresh(), { epoch: this.claimChunk() })
    else if (worker.toSend.length > 0) this.sendOne(worker, healthy)
    else this.step(worker, worker.epoch, healthy)
  }

  private step(worker: Worker, epoch: number, healthy: boolean): void {
    const statement: Statement = worker.waiting ?? {
      epoch,
      step: worker.step,
      outcomes: [...worker.outcomes],
      want: 1 + Math.floor(this.random() * MOST_IN_FLIGHT),
      askedAt: this.now,
      issued: this.commits,
    }
    worker.waiting = statement
    const fate = healthy ? 0 : this.random()
    if (fate < 0.8) this.receive(worker, statement, this.execute(statement))
    else if (fate < 0.88) {
      // Executed, but the answer is lost: the worker will repeat it.
      const answer = this.execute(statement)
      if (!this.on('only-answered-intents-are-sent')) worker.toSend = [...answer.intent]
    } else {
      // Not executed as far as the worker can see; the network may still hold it.
      this.delayed.push(statement)
      if (!this.on('intent-before-request')) worker.toSend = this.guess(statement.want)
    }
  }

  /** What a worker would send that does not wait for the commit. */
  private guess(want: number): number[] {
    return this.rows.flatMap((row, i) => (row.state === 'queued' ? [i] : [])).slice(0, want)
  }

  private receive(worker: Worker, statement: Statement, answer: Answer): void {
    worker.waiting = null
    worker.outcomes = answer.orphans.map((row) => ({ row, kind: 'notSent' }))
    worker.step = answer.step
    worker.askedAt = statement.askedAt
    worker.toSend = [...answer.intent]
    const goOn =
      answer.intent.length > 0 ||
      answer.orphans.length > 0 ||
      (answer.owns && answer.open && answer.queued > 0)
    if (!goOn) Object.assign(worker, fresh())
  }

  private sendOne(worker: Worker, healthy: boolean): void {
    const row = worker.toSend.shift() as number
    if (this.on('deadline') && this.now - worker.askedAt >= LEASE / 2) {
      worker.outcomes.push({ row, kind: 'notSent' })
      return
    }
    const fate = healthy ? 0 : this.random()
    if (fate < 0.55) this.take(row, worker, 'accepted')
    else if (fate < 0.65) worker.outcomes.push({ row, kind: 'refused' })
    else if (fate < 0.8) worker.outcomes.push({ row, kind: 'notSent' })
    else if (fate < 0.9) this.take(row, worker, 'unknown')
    else worker.outcomes.push({ row, kind: 'unknown' })
  }

  private take(row: number, worker: Worker, kind: Outcome['kind']): void {
    const delay = kind === 'unknown' ? this.random() * REQUEST_TIMEOUT : 0
    this.onTheWire.push({ row, at: this.now + delay })
    this.arrive()
    worker.outcomes.push({ row, kind })
  }

  private arrive(): void {
    for (const { row } of this.onTheWire.filter(({ at }) => at <= this.now))
      this.taken[row] = (this.taken[row] ?? 0) + 1
    this.onTheWire = this.onTheWire.filter(({ at }) => at > this.now)
  }

  // -- The world ------------------------------------------------------------------------------------------------

  private deliverLate(): void {
    if (this.delayed.length === 0) return
    const at = Math.floor(this.random() * this.delayed.length)
    const [statement] = this.random() < 0.5 ? this.delayed.splice(at, 1) : this.delayed.slice(at, at + 1)
    // Nobody reads its answer any more.
    if (statement) this.execute(statement)
  }

  private control(): void {
    const { chunk } = this
    if (chunk.state === 'done' || chunk.state === 'closing') return
    this.commits++
    const dice = this.random()
    if (dice < 0.3) {
      chunk.state = 'closing'
      this.stoppedAt = this.commits
      if (chunk.leaseUntil <= this.now && chunk.intent.length === 0) this.windUp()
    } else chunk.state = chunk.state === 'open' ? 'held' : 'open'
  }

  private suppress(): void {
    const row = this.rows[Math.floor(this.random() * this.rows.length)] as Row
    row.suppressedAt ??= ++this.commits
  }

  private receipt(): void {
    const i = Math.floor(this.random() * this.rows.length)
    if ((this.taken[i] ?? 0) === 0) return
    this.commits++
    const was = this.state(i)
    if (rank[was] < 3) this.move(i, this.random() < 0.4 && rank[was] < 2 ? 'accepted' : 'delivered')
  }

  /** The provider's list says that an unknown row never came; a person sends it again, as a new message. */
  private evidence(): void {
    const i = Math.floor(this.random() * this.rows.length)
    const since = this.unknownSince.get(i)
    const row = this.rows[i] as Row
    if (row.state !== 'unknown' || row.resent || since === undefined || this.taken[i] !== 0) return
    if (this.on('evidence-waits') && this.now - since < LEASE + REQUEST_TIMEOUT) return
    row.resent = true
    this.taken[i] = (this.taken[i] ?? 0) + 1
  }
}

const fresh = (): Worker => ({ epoch: null, step: 0, outcomes: [], toSend: [], askedAt: 0, waiting: null })

/** A history of random events from a seed. Returns what went wrong, nothing if all promises held. */
export function history(seed: number, off: Rule | null = null): string[] {
  const random = randomFrom(seed)
  const model = new Model(random, off, 1 + Math.floor(random() * 4))
  const events = 20 + Math.floor(random() * 60)
  for (let i = 0; i < events && model.violations.length === 0; i++) model.tick()
  if (model.violations.length === 0) model.settle()
  return model.violations
}
