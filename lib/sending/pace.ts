import type pg from 'pg'
import { type Patience, SlotQueue } from './slot-queue.ts'
import { leaseAccount } from './store-dispatch.ts'

/** Tokens of a lease are gone after this, used or not: a worker that slept must not send a burst. */
const TOKEN_LIFE_MS = 2000

/** How long an account is left alone after it had nothing to give. */
const DRY_MS = 50

/** Slots that others have given up are asked for as often. */
const SLOTS_ASK_MS = 500

/** Where the database takes less than this share of a request's time, nothing is asked for before it can leave. */
const WORTH_AHEAD = 0.02

type Local = {
  /** Leases of tokens, oldest first. */
  leases: { tokens: number; expires: number }[]
  slots: number
  /** Requests that were taken and whose outcomes are not stored yet; those on their way are fewer. */
  inUse: number
  onTheWay: number
  /** Requests of committed intents that wait for a slot. */
  waiting: (() => void)[]
  /** How long the database takes for a sub-batch, and the provider for a request; 0 until that is known. */
  tripMs: number
  requestMs: number
  /** Requests of a sub-batch. */
  subBatch: number
  slotsUntil: number
  slotsAskedAt: number
  dryUntil: number
  asking: Promise<void> | null
  queue: SlotQueue
}

/**
 * What this worker may send now, per account: tokens of the shared rate and slots of the shared in-flight limit, leased
 * from the database some at a time so that not every sub-batch has to ask. A request is on its way from its writing to its
 * answer, and no more are than there are slots. While the database stores outcomes and commits the next intent their slots
 * would stand empty: where that takes long beside a request, more is taken ahead, never more than twice the slots in all.
 */
export class Pace {
  private readonly accounts = new Map<number, Local>()
  private readonly pool: pg.Pool
  private readonly worker: string
  private readonly leaseMs: number

  constructor(pool: pg.Pool, worker: string, leaseMs: number) {
    this.pool = pool
    this.worker = worker
    this.leaseMs = leaseMs
  }

  /**
   * Takes up to `want` tokens and slots; the answer is how many requests may leave. `held` are slots of the same run whose
   * outcomes are stored by the round trip that commits the next intent, so they serve that intent; where others wait, half
   * of them are theirs. A run that holds none waits where only slots are missing, at most `patienceMs`, an urgent one before
   * all others. Slots go back with `giveBack`.
   */
  async take(
    accountId: number,
    want: number,
    { held, patienceMs, isUrgent }: Patience & { held: number },
  ): Promise<number> {
    const local = this.local(accountId)
    local.subBatch = want
    if (isToBeAsked(local, want)) await this.ask(accountId, local, want)
    const own = isUrgent || local.queue.isEmpty() ? held : Math.floor(held / 2)
    const take = () => {
      const granted = Math.max(0, Math.min(want, tokensOf(local), roomOf(local) + own))
      if (granted === 0) local.dryUntil = performance.now() + DRY_MS
      spend(local, granted)
      local.inUse += Math.max(0, granted - held)
      return granted
    }
    // A quarter of all slots is no crumb, however few there are.
    const worthIt = Math.min(want, Math.ceil(local.slots / 4))
    const isBusy = held === 0 && roomOf(local) < worthIt && local.inUse > 0 && tokensOf(local) > 0
    return isBusy ? local.queue.wait(worthIt, take, { patienceMs, isUrgent }) : take()
  }

  /** The outcomes of these requests are stored: others may be in flight instead. */
  giveBack(accountId: number, slots: number): void {
    const local = this.local(accountId)
    local.inUse -= slots
    local.queue.admit()
  }

  /** Tokens that were taken for requests that never left serve others here while they live. */
  putBack(accountId: number, tokens: number): void {
    const newest = this.local(accountId).leases.at(-1)
    if (newest) newest.tokens += tokens
  }

  /** The database has taken so long to store a sub-batch and to commit the next one. */
  noteTrip(accountId: number, ms: number): void {
    const local = this.local(accountId)
    local.tripMs = average(local.tripMs, ms, 8)
  }

  /** Waits for the slot of a request that was taken, if there is none yet. */
  enter(accountId: number, isUrgent: boolean): Promise<void> {
    const local = this.local(accountId)
    if (mayLeave(local)) {
      local.onTheWay += 1
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      if (isUrgent) local.waiting.unshift(resolve)
      else local.waiting.push(resolve)
    })
  }

  /** A request has been answered after so long, and the next one may go. */
  leave(accountId: number, ms: number): void {
    const local = this.local(accountId)
    local.requestMs = average(local.requestMs, ms, 64)
    local.onTheWay -= 1
    while (local.waiting.length > 0 && mayLeave(local)) {
      local.onTheWay += 1
      local.waiting.shift()?.()
    }
  }

  /** Whether anything may leave now; asks the database if that is not known. */
  async isReady(accountId: number): Promise<boolean> {
    const local = this.local(accountId)
    if (available(local) > 0) return true
    if (performance.now() < local.dryUntil) return false
    await this.ask(accountId, local, 1)
    const ready = available(local) > 0
    if (!ready) local.dryUntil = performance.now() + DRY_MS
    return ready
  }

  /** Keeps the slots that are in use while requests take longer than the lease: nobody else may count on them. */
  async renew(): Promise<void> {
    for (const [accountId, local] of this.accounts)
      if (local.inUse > 0 && local.asking === null) await this.ask(accountId, local, 0)
  }

  /** One question at a time: runs that find the pool empty together share the answer. */
  private async ask(accountId: number, local: Local, want: number): Promise<void> {
    local.asking ??= this.lease(accountId, local, want).finally(() => {
      local.asking = null
    })
    await local.asking
  }

  private async lease(accountId: number, local: Local, want: number): Promise<void> {
    const asked = performance.now()
    const { tokens, slots } = await leaseAccount(this.pool, accountId, this.worker, {
      tokens: want === 0 ? 0 : Math.max(want * 4, 1000),
      slots: Math.max(local.inUse + want * 4, 1000),
      inUse: local.onTheWay,
      leaseMs: this.leaseMs,
    })
    if (tokens > 0) local.leases.push({ tokens, expires: asked + TOKEN_LIFE_MS })
    local.slots = slots
    local.slotsAskedAt = asked
    local.slotsUntil = asked + this.leaseMs / 2
    local.queue.admit()
  }

  private local(accountId: number): Local {
    const known = this.accounts.get(accountId)
    if (known) return known
    const fresh: Local = {
      ...{ leases: [], slots: 0, inUse: 0, onTheWay: 0, waiting: [], tripMs: 0, requestMs: 0, subBatch: 1 },
      ...{ slotsUntil: 0, slotsAskedAt: 0, dryUntil: 0, asking: null },
      queue: new SlotQueue(() => roomOf(fresh)),
    }
    this.accounts.set(accountId, fresh)
    return fresh
  }
}

function available(local: Local): number {
  return Math.max(0, Math.min(tokensOf(local), roomOf(local)))
}

function tokensOf(local: Local): number {
  const now = performance.now()
  while (local.leases[0] && local.leases[0].expires <= now) local.leases.shift()
  return local.leases.reduce((sum, lease) => sum + lease.tokens, 0)
}

/** One may always go: who waits has been committed, and would wait for ever where all slots were given to others. */
const mayLeave = (local: Local): boolean => local.onTheWay < Math.max(1, local.slots)

/** How many more requests may be taken. */
const roomOf = (local: Local): number =>
  local.slotsUntil > performance.now() ? local.slots + ahead(local) - local.inUse : 0

/** As many requests as are answered while the database has a sub-batch in hand, in whole sub-batches. */
function ahead({ slots, subBatch, tripMs, requestMs }: Local): number {
  const share = requestMs > 0 ? tripMs / requestMs : 0
  return share < WORTH_AHEAD ? 0 : Math.min(slots, Math.ceil((slots * share) / subBatch) * subBatch)
}

/** Weighs the newest by one in `among`; the first stands for itself. */
const average = (before: number, now: number, among: number): number =>
  before === 0 ? now : before + (now - before) / among

/** The database is asked for tokens, and now and then for slots that others have given up. */
function isToBeAsked(local: Local, want: number): boolean {
  const now = performance.now()
  const isOld = now - local.slotsAskedAt > SLOTS_ASK_MS
  return tokensOf(local) < want || (roomOf(local) < want && (isOld || local.slotsUntil <= now))
}

function spend(local: Local, tokens: number): void {
  let left = tokens
  for (const lease of local.leases) {
    const used = Math.min(left, lease.tokens)
    lease.tokens -= used
    left -= used
  }
}
