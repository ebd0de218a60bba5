import { fromCredits, toCredits } from '#lib/credits/rules.ts'
import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import {
  MAX_PRICE_ROWS,
  type PriceLine,
  type RefusedRow,
  readPriceFile,
  writePriceFile,
} from './rules-prices.ts'
import { type PriceView, priceView } from './schema.ts'
import * as store from './store-prices.ts'

/** An account's prices with those that are to come and those that were, by prefix, the newest first. */
export async function listPrices(ctx: Ctx, accountId: number): Promise<PriceView[]> {
  const rows = await store.findAllPrices(ctx, accountId)
  return rows.map((row) =>
    priceView.parse({
      ...row,
      credits: toCredits(Number(row.perPart)),
      validFrom: row.validFrom.toISOString(),
    }),
  )
}

/**
 * Sets what a part costs from now or from a later instant on. What was confirmed before keeps its price: it stands in the
 * rows of the message. Throws UNKNOWN_ACCOUNT, INVALID_REQUEST at `validFrom` for the past.
 */
export function setPrice(root: RootCtx, accountId: number, line: PriceLine): Promise<void> {
  if (line.validFrom !== null && new Date(line.validFrom) < root.now())
    throw new AppError('INVALID_REQUEST', { field: 'validFrom', params: { problem: 'past' } })
  return inTx(root, async (ctx) => {
    await insertAll(ctx, accountId, [line])
    await recordAudit(ctx, {
      action: 'account.prices',
      target: `account:${accountId}`,
      details: { prefix: line.prefix || '*', credits: line.credits, from: line.validFrom },
    })
  })
}

/**
 * Takes a price file as a whole or, where any row is refused, nothing of it: the rows are named. Rows without a time, or
 * with one that has passed, hold from now on. Throws UNKNOWN_ACCOUNT, PAYLOAD_TOO_LARGE.
 */
export async function importPrices(
  root: RootCtx,
  accountId: number,
  text: string,
): Promise<{ taken: number; refused: RefusedRow[] }> {
  const { lines, refused } = readPriceFile(text)
  if (lines.length > MAX_PRICE_ROWS)
    throw new AppError('PAYLOAD_TOO_LARGE', { params: { limit: `${MAX_PRICE_ROWS} rows` } })
  if (refused.length > 0 || lines.length === 0) return { taken: 0, refused }
  await inTx(root, async (ctx) => {
    const now = root.now().toISOString()
    const present = lines.map((line) =>
      line.validFrom !== null && line.validFrom <= now ? { ...line, validFrom: null } : line,
    )
    await insertAll(ctx, accountId, present)
    await recordAudit(ctx, {
      action: 'account.prices',
      target: `account:${accountId}`,
      details: { imported: lines.length },
    })
  })
  return { taken: lines.length, refused }
}

/** Takes back a price that does not hold yet. Throws NOT_FOUND for any other: what has held stays written down. */
export function dropPrice(root: RootCtx, priceId: number): Promise<void> {
  return inTx(root, async (ctx) => {
    const accountId = await store.deleteComingPrice(ctx, priceId)
    if (accountId === null) throw new AppError('NOT_FOUND')
    await recordAudit(ctx, {
      action: 'account.prices',
      target: `account:${accountId}`,
      details: { dropped: priceId },
    })
  })
}

/** The prices that hold and those to come, as CSV that can be imported again. */
export async function exportPrices(ctx: Ctx, accountId: number): Promise<string> {
  const prices = await listPrices(ctx, accountId)
  return writePriceFile(prices.filter((price) => price.state !== 'past'))
}

async function insertAll(ctx: Ctx, accountId: number, lines: readonly PriceLine[]): Promise<void> {
  const isThere = await store.insertPrices(
    ctx,
    accountId,
    lines.map(({ prefix, credits, validFrom }) => ({
      prefix,
      perPart: fromCredits(credits) ?? 0,
      validFrom,
    })),
  )
  if (!isThere) throw new AppError('UNKNOWN_ACCOUNT', { field: 'accountId' })
}
