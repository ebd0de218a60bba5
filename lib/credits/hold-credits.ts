import type pg from 'pg'
import * as store from './store.ts'

/**
 * Holds what a planned message will cost at most, in thousandths of a credit, inside the planning transaction.
 * Throws INSUFFICIENT_CREDITS when less can be spent.
 */
export const holdCredits = (client: pg.PoolClient, messageId: number, amount: number): Promise<void> =>
  store.insertHold(client, messageId, amount)
