import type { Ctx } from '#lib/platform/ctx.ts'
import { sqlState } from '#lib/platform/database.ts'
import { AppError } from '#lib/shared/errors.ts'

export type SenderRow = {
  id: number
  accountId: number
  value: string
  status: string
  ownerId: number | null
}

type NewRow = { accountId: number; value: string; status: string; ownerId: number | null }

export async function insertSender(ctx: Ctx, data: NewRow): Promise<SenderRow> {
  try {
    return await ctx.db.sender.create({ data })
  } catch (error) {
    if (sqlState(error) === '23505') throw new AppError('ALREADY_EXISTS', { field: 'value', cause: error })
    throw error
  }
}

/** Senders that a person may use or see: shared ones and their own; admins see all. */
export const findSenders = (ctx: Ctx, visibleTo: number | 'all'): Promise<SenderRow[]> =>
  ctx.db.sender.findMany({ where: visibility(visibleTo), orderBy: [{ value: 'asc' }, { accountId: 'asc' }] })

export const findSendersByValue = (
  ctx: Ctx,
  value: string,
  visibleTo: number | 'all',
): Promise<SenderRow[]> => ctx.db.sender.findMany({ where: { ...visibility(visibleTo), value } })

const visibility = (visibleTo: number | 'all') =>
  visibleTo === 'all' ? {} : { OR: [{ ownerId: null }, { ownerId: visibleTo }] }
