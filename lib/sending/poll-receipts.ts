import { ourReference } from '#lib/messages/rules.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import type { Receipt, ReceiptQuery } from '#lib/providers/provider.ts'
import type { Line } from './dispatch-chunk.ts'
import * as store from './store-receipts.ts'

/** Requests between two looks at the clock and the rate, and how long to wait where the rate has none left. */
const AT_ONCE = 20
export const DRY_MS = 200
/** A provider that gave no sensible answer is left alone for so long. */
const REST_MS = 20_000

type OpenLine = (accountId: number) => Promise<Line>

/**
 * Asks providers for receipts when their time has come; the answers go to the receipts' inbox. Accounts are asked side by
 * side, each about one chunk after the other, and within the rate that sending shares.
 */
export class PollReceipts {
  private readonly lanes = new Map<number, Promise<void>>()
  private readonly restUntil = new Map<number, number>()
  private readonly root: RootCtx
  private readonly line: OpenLine
  private readonly stopping: () => boolean

  constructor(root: RootCtx, line: OpenLine, stopping: () => boolean) {
    this.root = root
    this.line = line
    this.stopping = stopping
  }

  /** Begins with the accounts that have something to ask and are not being asked. */
  async start(): Promise<void> {
    for (const accountId of await store.findAccountsToPoll(this.root.pool)) {
      const isResting = performance.now() < (this.restUntil.get(accountId) ?? 0)
      if (isResting || this.lanes.has(accountId)) continue
      const lane = this.ask(accountId)
        .catch((error: unknown) => {
          this.restUntil.set(accountId, performance.now() + REST_MS)
          this.root.log.warn('receipts could not be asked for; it is tried again', {
            accountId,
            error: String(error),
          })
        })
        .finally(() => this.lanes.delete(accountId))
      this.lanes.set(accountId, lane)
    }
  }

  /** Waits until what was begun is over. */
  async end(): Promise<void> {
    await Promise.all(this.lanes.values())
  }

  private async ask(accountId: number): Promise<void> {
    while (!this.stopping()) {
      const chunk = await store.takeChunkToPoll(this.root.pool, accountId)
      if (!chunk) return
      await this.askAbout(chunk)
    }
  }

  private async askAbout(chunk: store.ChunkToPoll): Promise<void> {
    const { pool } = this.root
    const { account, connection } = await this.line(chunk.accountId)
    const { poll: ages, perQuestion = 1 } = account.capabilities.receipts
    if (!ages || !connection.pollReceipts) return store.setNextPoll(pool, chunk, null)
    const awaited = fromAnywhere(await store.findAwaited(pool, chunk))
    let isWhole = true
    for (let from = 0; from < awaited.length; ) {
      if (this.stopping()) return
      const left = Math.ceil((awaited.length - from) / perQuestion)
      const questions = await store.leaseQuestions(pool, account.id, Math.min(left, AT_ONCE))
      if (questions === 0) await new Promise((resolve) => setTimeout(resolve, DRY_MS))
      const rows = awaited.slice(from, from + questions * perQuestion)
      if (rows.length > 0) {
        const queries = rows.map((row) => toQuery(row, chunk.messageId))
        const polled = await connection.pollReceipts(queries)
        isWhole &&= polled.isWhole
        await store.insertReceipts(pool, account.id, withOurs(polled.receipts, queries))
      }
      from += rows.length
      await store.keepPolling(pool, chunk)
    }
    await store.setNextPoll(pool, chunk, awaited.length === 0 ? null : { ages, isWhole })
  }
}

const toQuery = (row: store.AwaitedReceipt, messageId: number): ReceiptQuery => ({
  reference: row.reference,
  ourReference: ourReference(row.era, messageId, row.seq),
  to: row.msisdn,
  sentAt: row.sentAt,
})

/**
 * Whoever asked knows whom an answer is about: under our reference it is found at once, where one of the provider's may stand
 * for a thousand people.
 */
function withOurs(receipts: readonly Receipt[], queries: readonly ReceiptQuery[]): Receipt[] {
  const byNumber = new Map(queries.map((query) => [`${query.reference} ${query.to}`, query.ourReference]))
  const alone = new Map<string | null, string | null>()
  for (const { reference, ourReference: ours } of queries)
    alone.set(reference, alone.has(reference) ? null : ours)
  return receipts.map((receipt) => {
    const { reference, to } = receipt
    const ours =
      receipt.ourReference ?? (to ? byNumber.get(`${reference} ${to}`) : reference && alone.get(reference))
    return ours ? { ...receipt, ourReference: ours } : receipt
  })
}

/** Begun at another place each time: of a provider that stops answering half-way everybody is asked about in the end. */
export function fromAnywhere<T>(rows: readonly T[]): T[] {
  const start = Math.floor(Math.random() * rows.length)
  return [...rows.slice(start), ...rows.slice(0, start)]
}
