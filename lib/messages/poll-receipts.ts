import type { RootCtx } from '#lib/platform/ctx.ts'
import type { Line } from './dispatch-chunk.ts'
import { ourReference } from './rules.ts'
import * as store from './store-receipts.ts'

/** Recipients per question. */
const BATCH = 100

/** Asks a provider about one chunk whose time to ask has come; the answers go to the receipts' inbox. False: none was due. */
export async function pollReceipts(
  root: RootCtx,
  line: (accountId: number) => Promise<Line>,
): Promise<boolean> {
  const chunk = await store.takeChunkToPoll(root.pool)
  if (!chunk) return false
  const { account, connection } = await line(chunk.accountId)
  const ages = account.capabilities.receipts.poll
  if (!ages || !connection.pollReceipts) {
    await store.setNextPoll(root.pool, chunk, null)
    return true
  }
  const awaited = await store.findAwaited(root.pool, chunk)
  for (let from = 0; from < awaited.length; from += BATCH) {
    const receipts = await connection.pollReceipts(
      awaited.slice(from, from + BATCH).map((row) => ({
        reference: row.reference,
        ourReference: ourReference(row.era, chunk.messageId, row.seq),
        to: row.msisdn,
        sentAt: row.sentAt,
      })),
    )
    await store.insertReceipts(root.pool, account.id, receipts)
  }
  await store.setNextPoll(root.pool, chunk, awaited.length === 0 ? null : (ages[chunk.pollNo + 1] ?? null))
  return true
}
