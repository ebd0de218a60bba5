import type pg from 'pg'
import * as protocol from '#lib/sending/store-dispatch.ts'
import type { Chance } from '../chance.ts'

const LEASE = 15_000
const MOST_IN_FLIGHT = 3

export type Outcome = Pick<protocol.RecordedOutcome, 'seq' | 'kind'>
type Statement = protocol.StepInput

/** What the actors of a history share: the provider, time, and statements that the network still holds. */
export type World = {
  pool: pg.Pool
  messageId: number
  chance: Chance
  /** How often the provider accepted each row. */
  taken: Map<number, number>
  /** How often leases have run out; what was asked for before is past its deadline then. */
  expiries: number
  /** Statements that may still be executed, once more or for the first time, with nobody who reads the answer. */
  delayed: { chunk: protocol.ClaimedChunk; statement: Statement }[]
}

const outcome = (seq: number, kind: Outcome['kind']): protocol.RecordedOutcome => ({
  ...{ seq, kind },
  reference: kind === protocol.outcomeKind.accepted ? `r${seq}` : null,
  ...{ reason: null, parts: null, network: null },
})

const asPool = (client: pg.PoolClient): pg.Pool => client as unknown as pg.Pool
const { accepted, refused, notSent, unknown } = protocol.outcomeKind

/**
 * A worker on the real functions, that crashes, stalls inside a transaction, loses answers, repeats itself, and goes on
 * when it should be dead.
 */
export class Actor {
  private readonly world: World
  private chunk: protocol.ClaimedChunk | null = null
  private step = 0
  private outcomes: protocol.RecordedOutcome[] = []
  private toSend: number[] = []
  private askedAt = 0
  private waiting: Statement | null = null
  /** An open transaction whose statement has been executed, and what it said. */
  private open: { client: pg.PoolClient; given: protocol.StepResult } | null = null
  /** What it waits for; nothing else happens to it meanwhile. */
  private busy: Promise<void> | null = null

  constructor(world: World) {
    this.world = world
  }

  /** Whether a request of it may still be written. */
  holds(seq: number): boolean {
    return this.toSend.includes(seq) || this.open !== null || this.busy !== null
  }

  /** One thing that a worker does, or that befalls it. */
  act(healthy = false): Promise<void> | null {
    if (this.busy !== null) return null
    this.busy = this.once(healthy).finally(() => {
      this.busy = null
    })
    return this.busy
  }

  /** It is gone, with everything that it knew; an open transaction is rolled back by the server. */
  async die(): Promise<void> {
    await this.busy?.catch(() => undefined)
    this.open?.client.release(true)
    Object.assign(this, { open: null, chunk: null, step: 0, outcomes: [], toSend: [], waiting: null })
  }

  private async once(healthy: boolean): Promise<void> {
    if (this.open) return this.end(healthy)
    if (!this.chunk) return this.claim()
    if (this.toSend.length > 0) return this.send(healthy)
    return this.ask(this.chunk, healthy)
  }

  private async claim(): Promise<void> {
    const { pool, messageId } = this.world
    this.chunk = await protocol.claimChunk(pool, 'actor', LEASE, messageId)
    if (this.chunk && this.chunk.state !== 'open') this.chunk = null
    Object.assign(this, { step: 0, outcomes: [], toSend: [], waiting: null })
  }

  private async ask(chunk: protocol.ClaimedChunk, healthy: boolean): Promise<void> {
    const { pool, chance, delayed } = this.world
    const want = chance.is(0.1) && !healthy ? 0 : chance.between(1, MOST_IN_FLIGHT)
    const how = { want, leaseMs: LEASE, release: want === 0, doubtMs: 0 }
    this.waiting ??= { step: this.step, outcomes: this.outcomes, ...how }
    const statement = this.waiting
    this.askedAt = this.world.expiries
    const fate = healthy ? 0 : chance.draw()
    if (fate < 0.65) this.receive(await protocol.stepChunk(pool, chunk, statement))
    else if (fate < 0.75) {
      const client = await pool.connect()
      try {
        await client.query('begin')
        this.open = { client, given: await protocol.stepChunk(asPool(client), chunk, statement) }
      } catch (error) {
        client.release(true)
        throw error
      }
    } else if (fate < 0.86) {
      // Executed, and the answer is lost: it is repeated. The network may deliver it a second time, too.
      await protocol.stepChunk(pool, chunk, statement)
      delayed.push({ chunk, statement })
    } else delayed.push({ chunk, statement })
  }

  /** Commits, or stays there until the server throws it out. */
  private async end(healthy: boolean): Promise<void> {
    const { client, given } = this.open as NonNullable<typeof this.open>
    if (!healthy && this.world.chance.is(0.3)) {
      client.release(true)
      this.open = null
      return
    }
    await client.query('commit')
    client.release()
    this.open = null
    this.receive(given)
  }

  private receive(given: protocol.StepResult): void {
    this.waiting = null
    this.step = given.step
    this.outcomes = given.orphans.map((seq) => outcome(seq, notSent))
    this.toSend = given.intent.map(({ seq }) => seq)
    if (this.toSend.length === 0 && this.outcomes.length === 0 && !given.owns) this.chunk = null
  }

  private async send(healthy: boolean): Promise<void> {
    const { chance } = this.world
    const seq = this.toSend.shift() as number
    const fate = healthy ? 0 : chance.draw()
    if (this.world.expiries > this.askedAt) this.outcomes.push(outcome(seq, notSent))
    else if (fate < 0.4) this.take(seq, accepted)
    else if (fate < 0.5) this.outcomes.push(outcome(seq, refused))
    else if (fate < 0.8) this.outcomes.push(outcome(seq, notSent))
    else if (fate < 0.9) this.take(seq, unknown)
    else this.outcomes.push(outcome(seq, unknown))
  }

  private take(seq: number, kind: Outcome['kind']): void {
    const { taken } = this.world
    taken.set(seq, (taken.get(seq) ?? 0) + 1)
    this.outcomes.push(outcome(seq, kind))
  }
}
