import type { Ctx } from '#lib/platform/ctx.ts'
import { sqlState } from '#lib/platform/database.ts'
import { AppError } from '#lib/shared/errors.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import type { SenderStatus } from './rules.ts'

export type SenderRow = Prisma.SenderGetPayload<object>
type NewRow = Prisma.SenderUncheckedCreateInput & { status: SenderStatus }
type Change = Prisma.SenderUncheckedUpdateInput & { status?: SenderStatus }

/** Throws ALREADY_EXISTS at `value`. */
export async function insertSender(ctx: Ctx, data: NewRow): Promise<SenderRow> {
  try {
    return await ctx.db.sender.create({ data })
  } catch (error) {
    if (sqlState(error) === '23505') throw new AppError('ALREADY_EXISTS', { field: 'value', cause: error })
    throw error
  }
}

/** Throws INVALID_REQUEST at `ownerId` for a person who does not exist. */
export async function updateSender(ctx: Ctx, id: number, data: Change): Promise<SenderRow> {
  try {
    return await ctx.db.sender.update({ where: { id }, data })
  } catch (error) {
    if (sqlState(error) === '23503') throw new AppError('INVALID_REQUEST', { field: 'ownerId', cause: error })
    throw error
  }
}

/** Senders that a person may see: shared ones, their own and those they asked for; admins see all. */
export const findSenders = (
  ctx: Ctx,
  visibleTo: number | 'all',
  status: readonly SenderStatus[],
): Promise<SenderRow[]> =>
  ctx.db.sender.findMany({
    where: { ...visibility(visibleTo), status: { in: [...status] } },
    orderBy: [{ value: 'asc' }, { accountId: 'asc' }],
  })

/** Senders that a person may send from when they are approved: shared ones and their own. */
export const findUsableSenders = (
  ctx: Ctx,
  usableBy: number | 'all',
  values?: readonly string[],
): Promise<SenderRow[]> =>
  ctx.db.sender.findMany({
    where: {
      ...(usableBy !== 'all' && { OR: [{ ownerId: null }, { ownerId: usableBy }] }),
      ...(values && { value: { in: [...values] } }),
      status: { not: 'withdrawn' },
    },
    orderBy: [{ value: 'asc' }, { accountId: 'asc' }],
  })

export const findSender = (ctx: Ctx, id: number, visibleTo: number | 'all'): Promise<SenderRow | null> =>
  ctx.db.sender.findFirst({ where: { ...visibility(visibleTo), id } })

/** The row as nobody else can change it until the end of the transaction. */
export async function lockSender(ctx: Ctx, id: number, visibleTo: number | 'all'): Promise<SenderRow | null> {
  await ctx.db.$queryRaw`select 1 from sender where id = ${id} for update`
  return findSender(ctx, id, visibleTo)
}

export const findSendersOfAccount = (ctx: Ctx, accountId: number): Promise<SenderRow[]> =>
  ctx.db.sender.findMany({ where: { accountId } })

const visibility = (visibleTo: number | 'all') =>
  visibleTo === 'all' ? {} : { OR: [{ ownerId: null }, { ownerId: visibleTo }, { requestedBy: visibleTo }] }

/** Names of people by their ids. */
export async function findNames(
  ctx: Ctx,
  ids: readonly (number | null)[],
): Promise<Map<number, { id: number; name: string }>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const rows = await ctx.db.user.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
  })
  return new Map(rows.map((row) => [row.id, row]))
}
