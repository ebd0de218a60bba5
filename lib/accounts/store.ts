import type { Ctx } from '#lib/platform/ctx.ts'
import { sqlState } from '#lib/platform/database.ts'
import { AppError } from '#lib/shared/errors.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Price } from './rules.ts'

const columns = {
  id: true,
  name: true,
  provider: true,
  settings: true,
  enabled: true,
  isDefault: true,
  allowPrivateHosts: true,
  defaultCountry: true,
  ratePerSecond: true,
  maxInFlight: true,
  callbackToken: true,
  balanceWarnBelow: true,
  optOutLine: true,
  cutting: true,
  attention: true,
  attentionAt: true,
  failingSince: true,
  updatedAt: true,
} as const

export type AccountRow = Prisma.AccountGetPayload<{ select: typeof columns }>

export const findAccount = (ctx: Ctx, id: number): Promise<AccountRow | null> =>
  ctx.db.account.findUnique({ where: { id }, select: columns })

export const findAccountByName = (ctx: Ctx, name: string): Promise<AccountRow | null> =>
  ctx.db.account.findUnique({ where: { name }, select: columns })

export const findDefaultAccount = (ctx: Ctx): Promise<AccountRow | null> =>
  ctx.db.account.findFirst({ where: { isDefault: true }, select: columns })

export const findAccountByToken = (ctx: Ctx, callbackToken: string): Promise<AccountRow | null> =>
  ctx.db.account.findUnique({ where: { callbackToken }, select: columns })

export const findAccounts = (ctx: Ctx): Promise<AccountRow[]> =>
  ctx.db.account.findMany({ select: columns, orderBy: { name: 'asc' } })

/** The sealed secrets leave this feature only opened, inside a connection. */
export async function findSecrets(ctx: Ctx, id: number): Promise<string | null> {
  const row = await ctx.db.account.findUnique({ where: { id }, select: { secrets: true } })
  return row?.secrets ?? null
}

export async function insertAccount(ctx: Ctx, data: Prisma.AccountUncheckedCreateInput): Promise<AccountRow> {
  try {
    if (data.isDefault)
      await ctx.db.account.updateMany({ where: { isDefault: true }, data: { isDefault: false } })
    return await ctx.db.account.create({ data, select: columns })
  } catch (error) {
    if (sqlState(error) === '23505') throw new AppError('ALREADY_EXISTS', { field: 'name', cause: error })
    throw error
  }
}

/** Whoever changes an account, or switches it on, has looked: what went wrong before is over. */
export const opened = {
  attention: null,
  attentionDetails: Prisma.DbNull,
  attentionAt: null,
  failures: 0,
  failingSince: null,
  notBefore: null,
} as const

/** Throws ALREADY_EXISTS at `name`. */
export async function updateAccount(
  ctx: Ctx,
  id: number,
  data: Prisma.AccountUncheckedUpdateInput,
): Promise<AccountRow> {
  try {
    if (data.isDefault === true)
      await ctx.db.account.updateMany({ where: { isDefault: true }, data: { isDefault: false } })
    return await ctx.db.account.update({ where: { id }, data, select: columns })
  } catch (error) {
    if (sqlState(error) === '23505') throw new AppError('ALREADY_EXISTS', { field: 'name', cause: error })
    throw error
  }
}

export async function insertPrice(ctx: Ctx, accountId: number, price: Price): Promise<void> {
  await ctx.db.price.create({ data: { accountId, ...price } })
}

/** The prices that hold at this moment of the database, one per prefix. */
export async function findPrices(ctx: Ctx, accountId: number): Promise<Price[]> {
  const rows = await ctx.db.$queryRaw<{ prefix: string; per_part: bigint }[]>`
    select distinct on (prefix) prefix, per_part from price
    where account_id = ${accountId} and valid_from <= now() order by prefix, valid_from desc, id desc`
  return rows.map((row) => ({ prefix: row.prefix, perPart: Number(row.per_part) }))
}
