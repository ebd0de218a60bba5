import { pauseMessage, resumeMessage, stopMessage } from '#lib/messages/control-message.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import * as protocol from '#lib/sending/store-dispatch.ts'
import { applyReceipts, insertReceipts } from '#lib/sending/store-receipts.ts'
import { Chance } from '../chance.ts'
import { sending } from '../sending.ts'
import { audit } from '../torture/audit.ts'
import { findFreeRows, readBooks } from '../torture/read-books.ts'
import type { Promised, Violation } from '../torture/snapshots.ts'
import { Actor, type World } from './actor.ts'

type Where = { operator: RootCtx; system: RootCtx }

/** How often each event happens, compared with the others. */
export type Weights = typeof usual
const usual = {
  ...{ work: 66, die: 4, expire: 5, late: 5 },
  ...{ pause: 3, stop: 1, suppress: 3, receipt: 6, evidence: 2, restore: 1 },
}

/** How long a statement may wait for a lock before the history goes on without its answer, ms. */
const PATIENCE_MS = 12

/**
 * A history of random events from a seed on the real functions in real sessions: workers, a network that delivers late and
 * twice, a provider, and people who pause, stop, suppress and restore. Returns what the auditor finds at its end.
 */
export async function history(
  where: Where,
  seed: number,
  weights: Partial<Weights> = {},
): Promise<Violation[]> {
  const chance = new Chance(seed)
  const message = await sending(where, chance.between(2, 8))
  const made = new History(where, message, chance, { ...usual, ...weights })
  const events = chance.between(25, 60)
  try {
    for (let i = 0; i < events; i++) await made.tick()
    return await made.settle()
  } finally {
    await made.end()
  }
}

class History {
  private readonly where: Where
  private readonly message: { id: number; uuid: string }
  private readonly world: World
  private readonly weights: Weights
  private readonly actors: Actor[]
  private readonly numbers = new Map<number, string>()
  private mayNotLeave: Promised['mayNotLeave'][number][] = []
  private readonly seen: Violation[] = []
  private accountId = 0
  /** What people have begun and still wait for. */
  private readonly underWay = new Set<Promise<void>>()
  private held: ReadonlySet<string> | null = null
  private inHand = false
  private readonly failures: unknown[] = []

  constructor(where: Where, message: { id: number; uuid: string }, chance: Chance, weights: Weights) {
    this.weights = weights
    this.where = where
    this.message = message
    this.world = {
      ...{ pool: where.system.pool, messageId: message.id, chance },
      ...{ taken: new Map(), expiries: 0, delayed: [] },
    }
    this.actors = Array.from({ length: 3 }, () => new Actor(this.world))
  }

  /** Leaves no session behind, also where a statement has failed. */
  async end(): Promise<void> {
    await Promise.allSettled([...this.actors.map((actor) => actor.die()), ...this.underWay])
  }

  async tick(): Promise<void> {
    const { chance } = this.world
    if (this.numbers.size === 0) await this.learnNumbers()
    let left = chance.draw() * Object.values(this.weights).reduce((sum, weight) => sum + weight, 0)
    for (const event of Object.keys(usual) as (keyof Weights)[]) {
      left -= this.weights[event]
      if (left <= 0) return this.happen(event)
    }
  }

  private happen(event: keyof Weights): Promise<void> {
    const { chance } = this.world
    const actor = chance.one(this.actors)
    switch (event) {
      case 'work':
        return this.patiently(actor.act())
      case 'die':
        return this.patiently(actor.die())
      case 'expire':
        return this.begin(() => this.expire())
      case 'late':
        return this.begin(() => this.deliverLate())
      case 'pause':
        return this.begin(() => this.control(() => this.pauseOrResume()))
      case 'stop':
        return this.begin(() => this.control(() => this.stop()))
      case 'suppress':
        return this.begin(() => this.suppress())
      case 'receipt':
        return this.begin(() => this.receipt())
      case 'evidence':
        return this.begin(() => this.evidence())
      case 'restore':
        return this.begin(() => this.restore())
    }
  }

  /** Lets everything come to rest with one healthy worker, and audits it. */
  async settle(): Promise<Violation[]> {
    for (const actor of this.actors) await actor.die()
    await Promise.all(this.underWay)
    if (this.failures.length > 0) throw this.failures[0]
    await this.expire()
    await this.pauseOrResume(true)
    const worker = this.actors[0] as Actor
    for (let i = 0; i < 80 && !(await this.isDone()); i++) await worker.act(true)
    const books = await readBooks(this.where.system.pool)
    const received = new Map<number, Map<string, number>>()
    // What earlier histories sent is as it was audited then.
    const others = books.recipients.filter((row) => row.messageId !== this.message.id)
    const sent = new Map(
      others.filter((row) => row.charge === 1 && row.state !== 1).map((row) => [row.msisdn, 1]),
    )
    for (const [seq, times] of this.world.taken) sent.set(this.numbers.get(seq) ?? '', times)
    received.set(this.accountId, sent)
    return audit(books, received, { confirmed: [], mayNotLeave: this.mayNotLeave, seen: this.seen })
  }

  private async begin(act: () => Promise<void>): Promise<void> {
    const run: Promise<void> = act().finally(() => this.underWay.delete(run))
    // A failure is met where it is waited for, at the latest when the history ends.
    run.catch((error: unknown) => this.failures.push(error))
    this.underWay.add(run)
    await this.patiently(run)
  }

  private async patiently(run: Promise<void> | null): Promise<void> {
    if (run !== null) await Promise.race([run, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
  }

  private async isDone(): Promise<boolean> {
    const { rows } = await this.sql('select 1 from chunk where message_id = $1 and state <> $2', ['done'])
    return rows.length === 0
  }

  private sql(text: string, more: unknown[] = []) {
    return this.where.system.pool.query(text, [this.message.id, ...more])
  }

  private async learnNumbers(): Promise<void> {
    const { rows } = await this.sql(
      `select r.seq, r.msisdn, m.account_id from recipient r join message m on m.id = r.message_id where m.id = $1`,
    )
    for (const { seq, msisdn, account_id } of rows) {
      this.numbers.set(seq, msisdn)
      this.accountId = account_id
    }
  }

  private async expire(): Promise<void> {
    // First the deadline, which is half the lease.
    this.world.expiries++
    await this.sql(
      `update chunk set lease_until = clock_timestamp() - interval '1 second' where message_id = $1 and lease_until is not null`,
    )
  }

  /** Nobody reads its answer any more. */
  private async deliverLate(): Promise<void> {
    const { delayed, chance, pool } = this.world
    if (delayed.length === 0) return
    const one = chance.one(delayed.slice(-3))
    if (chance.is(0.5)) delayed.splice(delayed.indexOf(one), 1)
    await protocol.stepChunk(pool, one.chunk, one.statement)
  }

  /** The message is in one person's hands at a time. */
  private async control(act: () => Promise<void>): Promise<void> {
    if (this.inHand) return
    this.inHand = true
    await act().finally(() => {
      this.inHand = false
    })
  }

  private async pauseOrResume(onlyResume = false): Promise<void> {
    if (this.held) {
      for (const [seq, number] of this.numbers)
        if (this.held.has(number) && (this.world.taken.get(seq) ?? 0) > 0)
          this.seen.push({ kind: 'left though paused', about: number })
      this.held = null
    } else if (!onlyResume && (await allowed(pauseMessage(this.where.operator, this.message.uuid)))) {
      this.held = new Set((await this.freeRows()).map(({ msisdn }) => msisdn))
      return
    }
    await allowed(resumeMessage(this.where.operator, this.message.uuid))
  }

  private async stop(): Promise<void> {
    if (!(await allowed(stopMessage(this.where.operator, this.message.uuid)))) return
    for (const row of await this.freeRows()) this.mayNotLeave.push({ ...row, because: 'stopped' })
  }

  private async suppress(): Promise<void> {
    const number = this.world.chance.one([...this.numbers.values()])
    await this.where.system.pool.query(
      `insert into suppression (key, msisdn, reason) values (suppression_key($1), $1, 'manual') on conflict do nothing`,
      [number],
    )
    for (const row of await this.freeRows())
      if (row.msisdn === number) this.mayNotLeave.push({ ...row, because: 'suppressed' })
  }

  private async freeRows() {
    return (await findFreeRows(this.where.system.pool, this.message.uuid)).rows
  }

  private async receipt(): Promise<void> {
    const { taken, chance, pool } = this.world
    if (taken.size === 0) return
    const seq = chance.one([...taken.keys()])
    const receipt = {
      reference: null,
      ourReference: `testera1.${this.message.id}.${seq}`,
      state: chance.one(['accepted', 'delivered', 'undelivered', 'rejected'] as const),
      ...{ reason: null, raw: '', at: null },
    }
    await insertReceipts(pool, this.accountId, chance.is(0.3) ? [receipt, receipt] : [receipt])
    await applyReceipts(pool, 100, 72)
  }

  /** The provider's list of past sends, about rows of which no request can be on its way any more. */
  private async evidence(): Promise<void> {
    const { rows } = await this.sql('select seq from recipient where message_id = $1 and state = 1')
    const settled = rows
      .map(({ seq }) => seq as number)
      .filter((seq) => !this.actors.some((a) => a.holds(seq)))
    if (settled.length === 0) return
    const kinds = settled.map((seq) => ((this.world.taken.get(seq) ?? 0) > 0 ? 1 : 2))
    const nothing = settled.map(() => null)
    await this.sql('select chunk_resolve($1, 0, $2, $3, $4, $5)', [settled, kinds, nothing, nothing])
  }

  /** The database is put back: its original may have sent every queued row since. */
  private async restore(): Promise<void> {
    const { chance, taken } = this.world
    if (this.held || this.inHand) return
    const client = await this.where.system.pool.connect()
    try {
      await client.query('begin')
      await client.query('select 1 from chunk where message_id = $1 for update', [this.message.id])
      const { rows: open } = await client.query(
        `select r.seq from recipient r join chunk k on k.message_id = r.message_id
         where r.message_id = $1 and r.state = 0 and k.state in ('open', 'held') and r.seq <> all (k.intent)`,
        [this.message.id],
      )
      await client.query('select chunk_doubt($1, 0)', [this.message.id])
      await client.query('commit')
      for (const { seq } of open) {
        if (!chance.is(0.5)) continue
        taken.set(seq, (taken.get(seq) ?? 0) + 1)
        // What the original does is not held against this copy.
        this.mayNotLeave = this.mayNotLeave.filter(({ msisdn }) => msisdn !== this.numbers.get(seq))
      }
    } finally {
      client.release()
    }
  }
}

/** Whether it was done; what people may not do just now is refused, and that is an answer. */
const allowed = (act: Promise<unknown>): Promise<boolean> =>
  act.then(
    () => true,
    () => false,
  )
