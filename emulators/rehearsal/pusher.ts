import type { State } from './reference.ts'

/** What is posted to a callback address: `{"receipts": [PushedReceipt, …]}`. */
export type PushedReceipt = State & { yourReference: string; to: string; parts: number }

export type PushCounters = { pushed: number; pushFailed: number; pushDropped: number }

const TICK_MS = 25
const BATCH = 500
const CALLS_AT_ONCE = 4
/** More than this is not kept; who misses it can still ask by reference. */
const KEEP = 100_000
const RETRY_AFTER_MS = [1_000, 2_000, 4_000, 8_000]

type Entry = { url: string; receipt: PushedReceipt }
type Outbox = { waiting: PushedReceipt[]; calls: number }

/** Delivers receipts when they are due, in batches and with few retries, like a provider's webhook machine. */
export class Pusher {
  private readonly counters: PushCounters
  private readonly due = new Map<number, Entry[]>()
  private readonly outboxes = new Map<string, Outbox>()
  private readonly stopping = new AbortController()
  private kept = 0
  private nextTick = 0
  private timer: NodeJS.Timeout | null = null

  constructor(counters: PushCounters) {
    this.counters = counters
  }

  push(url: string, receipt: PushedReceipt, dueMs: number): void {
    if (this.kept >= KEEP || this.stopping.signal.aborted) {
      this.counters.pushDropped += 1
      return
    }
    this.kept += 1
    const tick = Math.ceil(dueMs / TICK_MS)
    const entries = this.due.get(tick)
    if (entries) entries.push({ url, receipt })
    else this.due.set(tick, [{ url, receipt }])
    if (this.timer) {
      this.nextTick = Math.min(this.nextTick, tick)
    } else {
      this.nextTick = tick
      this.timer = setInterval(() => this.turn(), TICK_MS)
    }
  }

  stop(): void {
    this.stopping.abort()
    if (this.timer) clearInterval(this.timer)
    this.timer = null
    this.due.clear()
    this.outboxes.clear()
  }

  private turn(): void {
    const now = Math.floor(Date.now() / TICK_MS)
    if (now < this.nextTick) return
    let next = Number.POSITIVE_INFINITY
    for (const [tick, entries] of this.due) {
      if (tick > now) {
        next = Math.min(next, tick)
        continue
      }
      this.due.delete(tick)
      for (const { url, receipt } of entries) this.outbox(url).waiting.push(receipt)
    }
    this.nextTick = next
    for (const [url, outbox] of this.outboxes) this.flush(url, outbox)
    if (this.due.size === 0 && this.timer) {
      clearInterval(this.timer)
      this.timer = null
    }
  }

  private outbox(url: string): Outbox {
    const outbox = this.outboxes.get(url) ?? { waiting: [], calls: 0 }
    this.outboxes.set(url, outbox)
    return outbox
  }

  private flush(url: string, outbox: Outbox): void {
    while (outbox.waiting.length > 0 && outbox.calls < CALLS_AT_ONCE) {
      const batch = outbox.waiting.splice(0, BATCH)
      outbox.calls += 1
      void this.deliver(url, batch).then(() => {
        this.kept -= batch.length
        outbox.calls -= 1
        if (outbox.waiting.length > 0) this.flush(url, outbox)
        else if (outbox.calls === 0) this.outboxes.delete(url)
      })
    }
  }

  private async deliver(url: string, receipts: PushedReceipt[]): Promise<void> {
    const body = JSON.stringify({ receipts })
    for (const wait of [...RETRY_AFTER_MS, null]) {
      if (await post(url, body, this.stopping.signal)) {
        this.counters.pushed += receipts.length
        return
      }
      this.counters.pushFailed += 1
      if (wait === null || this.stopping.signal.aborted) break
      await new Promise((resume) => setTimeout(resume, wait).unref())
    }
    this.counters.pushDropped += receipts.length
  }
}

const post = async (url: string, body: string, stopping: AbortSignal): Promise<boolean> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.any([stopping, AbortSignal.timeout(10_000)]),
    })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
