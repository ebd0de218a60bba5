import type { RootCtx } from '#lib/platform/ctx.ts'
import { readSettings } from '#lib/users/read-settings.ts'
import * as store from './store-receipts.ts'

/** Receipts per transaction: as many as are applied well within a second. */
const BATCH = 2000

/**
 * Applies all receipts that have come in and are due, forward only, or as many as there is time for until `stopping`.
 * Returns how many were looked at.
 */
export async function applyReceipts(root: RootCtx, stopping = () => false): Promise<number> {
  const { receiptWindowHours } = await readSettings(root)
  let looked = 0
  for (;;) {
    const n = await store.applyReceipts(root.pool, BATCH, receiptWindowHours)
    looked += n
    if (n < BATCH || stopping()) return looked
  }
}
