import type pg from 'pg'
import { leaseAccount } from './store-dispatch.ts'

/** Tokens of a lease are gone after this, used or not: a worker that slept must not send a burst. */
const TOKEN_LIFE_MS = 2000

/** How long an account is left alone after it had nothing to give. */
const DRY_MS = 100

type Local = {
  tokens: number
  expires: number
  slots: number
  inUse: number
  slotsUntil: number
  dryUntil: number
  asking: Promise<void> | null
}

/**
 * What this worker may send now, per account: tokens of the shared rate and slots of the shared in-flight limit, leased
 * from the database a second's worth at a time so that many loops do not ask for each sub-batch.
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

  /** Takes up to `want` tokens and slots; the answer is how many recipients may leave. Slots go back with `giveBack`. */
  async take(accountId: number, want: number): Promise<number> {
    const local = this.local(accountId)
    if (this.available(local) < want) await this.ask(accountId, local, want)
    const granted = Math.min(want, this.available(local))
    if (granted === 0) local.dryUntil = performance.now() + DRY_MS
    local.tokens -= granted
    local.inUse += granted
    return granted
  }

  /** Their outcomes are stored, or they never left: others may be in flight instead. Tokens are never given back. */
  giveBack(accountId: number, slots: number): void {
    this.local(accountId).inUse -= slots
  }

  /** True for a moment after the database had nothing to give: a claim would only be handed back. */
  isDry(accountId: number): boolean {
    return performance.now() < (this.accounts.get(accountId)?.dryUntil ?? 0)
  }

  private available(local: Local): number {
    const now = performance.now()
    const tokens = local.expires > now ? local.tokens : 0
    const slots = local.slotsUntil > now ? local.slots - local.inUse : 0
    return Math.max(0, Math.min(tokens, slots))
  }

  /** One question at a time: loops that find the pool empty together share the answer. */
  private async ask(accountId: number, local: Local, want: number): Promise<void> {
    local.asking ??= this.lease(accountId, local, want).finally(() => {
      local.asking = null
    })
    await local.asking
  }

  private async lease(accountId: number, local: Local, want: number): Promise<void> {
    const asked = performance.now()
    const tokensLeft = local.expires > asked ? local.tokens : 0
    const lease = await leaseAccount(
      this.pool,
      accountId,
      this.worker,
      { tokens: Math.max(want * 4, 1000), slots: Math.max(local.inUse + want * 4, 1000) },
      this.leaseMs,
    )
    local.tokens = tokensLeft + lease.tokens
    local.expires = asked + TOKEN_LIFE_MS
    local.slots = lease.slots
    local.slotsUntil = asked + this.leaseMs / 2
  }

  private local(accountId: number): Local {
    const known = this.accounts.get(accountId)
    if (known) return known
    const fresh: Local = {
      tokens: 0,
      expires: 0,
      slots: 0,
      inUse: 0,
      slotsUntil: 0,
      dryUntil: 0,
      asking: null,
    }
    this.accounts.set(accountId, fresh)
    return fresh
  }
}
