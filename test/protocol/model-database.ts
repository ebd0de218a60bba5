import { recipientRank } from '#lib/messages/rules.ts'

/**
 * The database's half of the sending protocol in memory: one chunk with the rules of the SQL functions
 * (prisma/functions.sql). Every rule can be left out, to prove that somebody notices.
 */

export const rules = [
  'intent-before-request',
  'only-answered-intents-are-sent',
  'takeover-makes-unknown',
  'epoch-for-next-intent',
  'step-for-next-intent',
  'late-repeat-keeps-intent',
  'not-sent-needs-epoch',
  'unknown-never-queued',
  'state-for-next-intent',
  'suppression-for-next-intent',
  'deadline',
  'evidence-waits',
  'forward-only',
  'deltas-from-old-state',
] as const
export type Rule = (typeof rules)[number]

export type RowState = 'queued' | 'unknown' | 'accepted' | 'rejected' | 'blocked' | 'delivered' | 'cancelled'
export const rank: Record<RowState, number> = recipientRank

export type Row = { state: RowState; suppressedAt: number | null; moneyMoved: number; resent: boolean }
export type Outcome = { row: number; kind: 'accepted' | 'refused' | 'notSent' | 'unknown' }
export type Statement = {
  epoch: number
  step: number
  outcomes: Outcome[]
  want: number
  askedAt: number
  /** Position in the order of commits at which the statement was issued, for the suppression promise. */
  issued: number
}
export type Answer = {
  step: number
  owns: boolean
  open: boolean
  queued: number
  orphans: number[]
  intent: number[]
}
export const LEASE = 20
export const REQUEST_TIMEOUT = 10
/** Rows of one sub-batch. */
export const MOST_IN_FLIGHT = 2

export class ModelDatabase {
  readonly rows: Row[]
  readonly violations: string[] = []
  protected readonly taken: number[]
  protected now = 0
  protected commits = 0
  protected chunk = {
    state: 'open' as 'open' | 'held' | 'closing' | 'done',
    epoch: 0,
    leaseUntil: 0,
    step: 0,
    intent: [] as number[],
  }
  protected stoppedAt: number | null = null
  protected unknownSince = new Map<number, number>()
  private readonly off: Rule | null
  private readonly counters: Partial<Record<RowState, number>>

  constructor(off: Rule | null, size: number) {
    this.off = off
    this.rows = Array.from({ length: size }, () => ({
      state: 'queued',
      suppressedAt: null,
      moneyMoved: 0,
      resent: false,
    }))
    this.taken = this.rows.map(() => 0)
    this.counters = { queued: size }
  }

  /** Takes the chunk over; its new epoch, or null when there is nothing to take. */
  protected claimChunk(): number | null {
    const { chunk } = this
    if (chunk.state === 'done' || chunk.state === 'held' || chunk.leaseUntil > this.now) return null
    this.commits++
    for (const row of chunk.intent)
      if (this.on('takeover-makes-unknown') && this.state(row) === 'queued') this.move(row, 'unknown')
    chunk.intent = []
    chunk.epoch++
    chunk.step = 0
    chunk.leaseUntil = this.now + LEASE
    this.windUp()
    return chunk.epoch
  }

  protected execute(statement: Statement): Answer {
    const { chunk } = this
    this.commits++
    const owns = chunk.epoch === statement.epoch && chunk.state !== 'done'
    const current = owns && chunk.step === statement.step
    this.write(statement, owns, current)
    const answer: Answer = { step: chunk.step, owns, open: false, queued: 0, orphans: [], intent: [] }
    if (owns && chunk.step > statement.step) answer.orphans = [...chunk.intent]
    const mayGo =
      (owns || !this.on('epoch-for-next-intent')) &&
      (chunk.step === statement.step || !this.on('step-for-next-intent')) &&
      (chunk.state === 'open' || (!this.on('state-for-next-intent') && chunk.state !== 'done')) &&
      (chunk.intent.length === 0 || !this.on('step-for-next-intent'))
    if (mayGo) {
      const chosen = this.choose(statement)
      chunk.intent = this.on('step-for-next-intent') ? chosen : [...chunk.intent, ...chosen]
      chunk.step++
      answer.intent = chosen
    }
    if (owns) {
      chunk.leaseUntil = this.now + LEASE
      this.windUp()
    }
    const queued = this.rows.filter((row) => row.state === 'queued').length
    return { ...answer, step: chunk.step, open: chunk.state === 'open', queued }
  }

  private write(statement: Statement, owns: boolean, current: boolean): void {
    for (const { row, kind } of statement.outcomes) {
      const was = this.state(row)
      if (kind === 'notSent') {
        if (!this.on('unknown-never-queued') && was === 'unknown') this.move(row, 'queued')
        continue
      }
      const to = kind === 'accepted' ? 'accepted' : kind === 'refused' ? 'rejected' : 'unknown'
      const allowed = kind === 'unknown' ? was === 'queued' : rank[was] < 2
      if (allowed || !this.on('forward-only')) this.move(row, to)
      else if (!this.on('deltas-from-old-state')) this.count(was, to)
    }
    const mine = this.on('late-repeat-keeps-intent') ? current : owns
    if (mine || !this.on('not-sent-needs-epoch'))
      this.chunk.intent = this.chunk.intent.filter((row) => !statement.outcomes.some((o) => o.row === row))
  }

  private choose(statement: Statement): number[] {
    const free = this.rows.flatMap((row, i) =>
      row.state === 'queued' && !this.chunk.intent.includes(i) ? [i] : [],
    )
    const chosen = free.slice(0, statement.want)
    const stopped = chosen.filter((row) => this.rows[row]?.suppressedAt !== null)
    if (this.on('suppression-for-next-intent')) for (const row of stopped) this.move(row, 'blocked')
    const intent = this.on('suppression-for-next-intent')
      ? chosen.filter((row) => !stopped.includes(row))
      : chosen
    for (const row of intent) {
      if (this.stoppedAt !== null) this.fail(`row ${row} got an intent after the stop`)
      const { suppressedAt } = this.rows[row] as Row
      if (suppressedAt !== null && suppressedAt < statement.issued)
        this.fail(`row ${row} was suppressed before its intent`)
    }
    return intent
  }

  protected windUp(): void {
    const { chunk } = this
    if (chunk.state === 'closing' && chunk.intent.length === 0)
      for (const [row, { state }] of this.rows.entries()) if (state === 'queued') this.move(row, 'cancelled')
    if (chunk.intent.length === 0 && this.rows.every((row) => row.state !== 'queued')) chunk.state = 'done'
  }

  protected state(row: number): RowState {
    return (this.rows[row] as Row).state
  }

  protected move(i: number, to: RowState): void {
    const row = this.rows[i] as Row
    if (rank[to] < rank[row.state] || (rank[row.state] === 3 && row.state !== to))
      this.fail(`row ${i} went back from ${row.state} to ${to}`)
    if (rank[row.state] < 2 && rank[to] >= 2) row.moneyMoved++
    else if (!this.on('forward-only') && rank[to] >= 2) row.moneyMoved++
    this.count(row.state, to)
    if (to === 'unknown') this.unknownSince.set(i, this.now)
    row.state = to
  }

  private count(from: RowState, to: RowState): void {
    this.counters[from] = (this.counters[from] ?? 0) - 1
    this.counters[to] = (this.counters[to] ?? 0) + 1
  }

  protected check(): void {
    for (const [i, times] of this.taken.entries())
      if (times > 1) this.fail(`row ${i} was taken ${times} times`)
    if (this.chunk.intent.length > MOST_IN_FLIGHT) this.fail(`${this.chunk.intent.length} rows are in flight`)
    for (const state of Object.keys(rank) as RowState[]) {
      const there = this.rows.filter((row) => row.state === state).length
      if ((this.counters[state] ?? 0) !== there)
        this.fail(`${state}: counted ${this.counters[state]}, there are ${there}`)
    }
  }

  protected on(rule: Rule): boolean {
    return this.off !== rule
  }

  protected fail(what: string): void {
    this.violations.push(what)
  }
}
