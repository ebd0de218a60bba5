import type pg from 'pg'
import { type Patience, SlotQueue } from './slot-queue.ts'
import { leaseAccount } from './store-dispatch.ts'

/** Tokens of a lease are gone after this, used or not: a worker that slept must not send a burst. */
const TOKEN_LIFE_MS = 2000

/** How long an account is left alone after it had nothing to give. */
const DRY_MS = 50

/** Slots that others have given up are asked for as often. */
const SLOTS_ASK_MS = 500

type Local = {
  /** Leases of tokens, oldest first. */
  leases: { tokens: number; expires: number }[]
  slots: number
  inUse: number
  slotsUntil: number
  slotsAskedAt: number
  dryUntil: number
  asking: Promise<void> | null
  queue: SlotQueue
}

/**
 * What this worker may send now, per account: tokens of the shared rate and slots of the shared in-flight limit, leased
 * from the database some at a time so that not every sub-batch has to ask.
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
    if (isToBeAsked(local, want)) await this.ask(accountId, local, want)
    const own = isUrgent || local.queue.isEmpty() ? held : Math.floor(held / 2)
    const take = () => {
      const granted = Math.max(0, Math.min(want, tokensOf(local), slotsOf(local) + own))
      if (granted === 0) local.dryUntil = performance.now() + DRY_MS
      spend(local, granted)
      local.inUse += Math.max(0, granted - held)
      return granted
    }
    // A quarter of all slots is no crumb, however few there are.
    const worthIt = Math.min(want, Math.ceil(local.slots / 4))
    const isBusy = held === 0 && slotsOf(local) < worthIt && local.inUse > 0 && tokensOf(local) > 0
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
      inUse: local.inUse,
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
      ...{ leases: [], slots: 0, inUse: 0, slotsUntil: 0, slotsAskedAt: 0, dryUntil: 0, asking: null },
      queue: new SlotQueue(() => slotsOf(fresh)),
    }
    this.accounts.set(accountId, fresh)
    return fresh
  }
}

function available(local: Local): number {
  return Math.max(0, Math.min(tokensOf(local), slotsOf(local)))
}

function tokensOf(local: Local): number {
  const now = performance.now()
  while (local.leases[0] && local.leases[0].expires <= now) local.leases.shift()
  return local.leases.reduce((sum, lease) => sum + lease.tokens, 0)
}

const slotsOf = (local: Local): number =>
  local.slotsUntil > performance.now() ? local.slots - local.inUse : 0

/** The database is asked for tokens, and now and then for slots that others have given up. */
function isToBeAsked(local: Local, want: number): boolean {
  const now = performance.now()
  const isOld = now - local.slotsAskedAt > SLOTS_ASK_MS
  return tokensOf(local) < want || (slotsOf(local) < want && (isOld || local.slotsUntil <= now))
}

function spend(local: Local, tokens: number): void {
  let left = tokens
  for (const lease of local.leases) {
    const used = Math.min(left, lease.tokens)
    lease.tokens -= used
    left -= used
  }
}
