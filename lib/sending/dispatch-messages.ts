import { LEASE_MS } from '#lib/messages/rules-doubt.ts'
import { AppError } from '#lib/shared/errors.ts'
import { type Dispatcher, dispatchChunk, type Line, SUB_BATCH } from './dispatch-chunk.ts'
import { haltAccount } from './halt-message.ts'
import * as store from './store-dispatch.ts'
import type { Waker } from './waker.ts'

/** How long this waits for a word before it looks by itself, and how long where an account or a message only lacks tokens. */
const POLL_MS = 250
const DRY_POLL_MS = 50
/** Longer than the slowest rate, one a second, lets nobody leave. */
const PACED_MS = 2000
/** Messages that are looked at per account. */
const PER_ACCOUNT = 16
/** Chunks that one worker sends at a time: for one account, for all, and urgent ones beyond that. */
const RUNS_PER_ACCOUNT = { least: 4, most: 24 }
const RUNS = 64
const URGENT_RUNS = 8
/** An account whose line cannot be opened is tried again after this. */
const UNREACHABLE_MS = 5000

type Run = { messageId: number; accountId: number; urgent: boolean; chunkNo: number | null }

/**
 * Sends what there is to send, on one worker: picks messages, claims their chunks and runs several at once. Accounts get
 * their share each, whoever is slow; in an account urgent messages go first and the others share evenly.
 */
export class DispatchMessages {
  private readonly runs = new Set<Run>()
  private readonly running = new Set<Promise<void>>()
  /** Accounts where an urgent message waits for a place: others make room after their sub-batch. */
  private readonly wanted = new Set<number>()
  /** Until then a message with a rate of its own may have somebody to send to again. */
  private pacedUntil = 0
  private readonly dispatcher: Dispatcher
  private readonly waker: Waker

  constructor(dispatcher: Dispatcher, waker: Waker) {
    this.dispatcher = dispatcher
    this.waker = waker
  }

  /** Works until told to stop, and then until what is in flight is finished. */
  async work(): Promise<void> {
    const { root, stopping } = this.dispatcher
    while (!stopping()) {
      const wait = await this.startRuns().catch((error: unknown) => {
        root.log.error('looking for something to send failed; it is tried again', { error: String(error) })
        return 1000
      })
      if (wait > 0) await this.waker.wait(wait)
    }
    await Promise.all(this.running)
  }

  /** Starts what may start now. Returns how long there is nothing more to do, in ms. */
  private async startRuns(): Promise<number> {
    const { root, pace } = this.dispatcher
    const candidates = await store.findCandidates(root.pool, PER_ACCOUNT)
    this.wanted.clear()
    let dry = false
    for (const candidate of this.inOrder(candidates)) {
      if (candidate.isEnding) this.start(candidate)
      else if (!(await pace.isReady(candidate.accountId))) {
        dry = true
        if (isUrgent(candidate)) this.wanted.add(candidate.accountId)
      } else if (this.hasPlace(candidate)) this.start(candidate)
      else if (isUrgent(candidate)) this.wanted.add(candidate.accountId)
    }
    return dry || performance.now() < this.pacedUntil ? DRY_POLL_MS : POLL_MS
  }

  /** Urgent ones first; else account by account in turn, and the message of which least is under way. */
  private inOrder(candidates: readonly store.Candidate[]): store.Candidate[] {
    const place = new Map<store.Candidate, number>()
    const taken = new Map<number, number>()
    for (const run of this.runs) taken.set(run.accountId, (taken.get(run.accountId) ?? 0) + 1)
    const busy = (c: store.Candidate) => [...this.runs].filter((run) => run.messageId === c.messageId).length
    const byLoad = candidates.toSorted(
      (a, b) => a.priority - b.priority || busy(a) - busy(b) || a.messageId - b.messageId,
    )
    for (const candidate of byLoad) {
      const before = taken.get(candidate.accountId) ?? 0
      place.set(candidate, isUrgent(candidate) ? -1 : before)
      taken.set(candidate.accountId, before + 1)
    }
    return byLoad.toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0))
  }

  private hasPlace(candidate: store.Candidate): boolean {
    const urgent = isUrgent(candidate)
    const { least, most } = RUNS_PER_ACCOUNT
    // Twice as many as fill the wire: while half of them wait for the database, the others' requests are under way.
    const usual = Math.min(most, Math.max(least, Math.ceil(candidate.maxInFlight / SUB_BATCH) * 2))
    const here = [...this.runs].filter((run) => run.accountId === candidate.accountId).length
    const extra = urgent ? URGENT_RUNS : 0
    return here < usual + extra && this.runs.size < RUNS + extra
  }

  private start(candidate: store.Candidate): void {
    const run: Run = {
      messageId: candidate.messageId,
      accountId: candidate.accountId,
      urgent: isUrgent(candidate),
      chunkNo: null,
    }
    this.runs.add(run)
    const running = this.run(candidate, run)
      .catch((error: unknown) =>
        this.dispatcher.root.log.error('sending stumbled; it goes on', { error: String(error) }),
      )
      .finally(() => {
        this.runs.delete(run)
        this.running.delete(running)
        // Where there was nothing to claim there is nothing at once either.
        if (run.chunkNo !== null) this.waker.wake()
      })
    this.running.add(running)
  }

  private async run(candidate: store.Candidate, run: Run): Promise<void> {
    const { root, worker } = this.dispatcher
    const line = candidate.isEnding ? null : await this.open(candidate.accountId)
    if (!line && !candidate.isEnding) return
    const { messageId } = candidate
    const mine = [...this.runs].flatMap((r) => (r.messageId === messageId ? (r.chunkNo ?? []) : []))
    const chunk = await store.claimChunk(root.pool, worker, LEASE_MS, messageId, mine)
    if (!chunk) return
    run.chunkNo = chunk.chunkNo
    // There may be more where this came from.
    this.waker.wake()
    if (chunk.state !== 'open') return
    const mayGoOn = () => run.urgent || !this.wanted.has(run.accountId)
    const own = line ?? (await this.dispatcher.line(chunk.accountId))
    const isPaced = await dispatchChunk(this.dispatcher, chunk, own, { mayGoOn, isUrgent: run.urgent })
    if (isPaced) this.pacedUntil = performance.now() + PACED_MS
  }

  /** The line to an account. One that cannot be opened makes the account wait, with nothing claimed. */
  private async open(accountId: number): Promise<Line | null> {
    const { root, line, refusals } = this.dispatcher
    try {
      return await line(accountId)
    } catch (error) {
      if (error instanceof AppError && error.code !== 'PROVIDER_UNAVAILABLE') {
        await haltAccount(root, accountId, { code: error.code, reason: String(error.params.problem ?? '') })
        return null
      }
      // Whatever it is, the same comes of trying again at once.
      if (!(error instanceof AppError))
        root.log.error('the line to a provider could not be opened', { accountId, error: String(error) })
      refusals.fail(accountId)
      await store.delayAccount(root.pool, accountId, { ms: UNREACHABLE_MS, unreachable: true })
      return null
    }
  }
}

const isUrgent = (candidate: store.Candidate): boolean => candidate.priority === 0
