import type pg from 'pg'
import type { Ctx } from '#lib/platform/ctx.ts'
import { sqlState } from '#lib/platform/database.ts'
import { AppError } from '#lib/shared/errors.ts'

/** Balances in thousandths of a credit. */
export async function readBooks(ctx: Ctx): Promise<{ available: number; held: number; spent: number }> {
  const books = await ctx.db.ledgerBook.findMany()
  const of = (name: string) => Number(books.find((b) => b.name === name)?.balance ?? 0)
  return { available: of('available'), held: of('held'), spent: of('spent') }
}

type TopUp = { amount: number; userId: number | null; note: string | null }

/** Adds to what can be spent; a negative amount takes back. */
export async function insertTopUp(ctx: Ctx, { amount, userId, note }: TopUp): Promise<void> {
  const [fromBook, toBook] = amount > 0 ? ['issued', 'available'] : ['available', 'issued']
  const kind = amount > 0 ? 'top_up' : 'correction'
  try {
    await ctx.db.ledgerEntry.create({
      data: {
        kind,
        fromBook: fromBook as string,
        toBook: toBook as string,
        amount: Math.abs(amount),
        userId,
        note,
      },
    })
  } catch (error) {
    throw insufficient(error) ?? error
  }
}

/**
 * Takes a message's hold, as the last statement but one of the planning transaction: two sends that race for the last
 * credits meet at the book's row, and the constraint lets one of them win.
 */
export async function insertHold(client: pg.PoolClient, messageId: number, amount: number): Promise<void> {
  if (amount === 0) return
  try {
    await client.query(
      `insert into ledger_entry (kind, from_book, to_book, amount, message_id) values ('hold', 'available', 'held', $1, $2)`,
      [amount, messageId],
    )
  } catch (error) {
    throw insufficient(error) ?? error
  }
}

/** 23514 is a violated check: of these inserts only the one that keeps a balance from going below nought can fail so. */
const insufficient = (error: unknown) =>
  sqlState(error) === '23514' ? new AppError('INSUFFICIENT_CREDITS', { field: 'amount', cause: error }) : null
