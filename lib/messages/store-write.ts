import type { Ctx } from '#lib/platform/ctx.ts'
import { sqlState } from '#lib/platform/database.ts'
import { AppError, type ErrorCode, httpStatus } from '#lib/shared/errors.ts'
import type { SendWindow } from '#lib/sms/send-window.ts'
import { Prisma } from '#prisma/generated/client.ts'

type NewMessage = Omit<
  Prisma.MessageUncheckedCreateInput,
  'state' | 'confirmedAt' | 'planEpoch' | 'sendWindow'
> & { sendWindow: SendWindow | null }

/**
 * A confirmed message that waits for its plan. The confirmation's instant is the database's. Throws ALREADY_EXISTS when
 * there is a message of this confirmation.
 */
export async function insertMessage(ctx: Ctx, data: NewMessage): Promise<{ id: number; uuid: string }> {
  const row = await ctx.db.message
    .create({
      data: { ...data, sendWindow: asJson(data.sendWindow), state: 'planning', planEpoch: 1 },
      select: { id: true, uuid: true },
    })
    .catch((error: unknown) => {
      throw data.confirmation && sqlState(error) === '23505'
        ? new AppError('ALREADY_EXISTS', { cause: error })
        : error
    })
  await ctx.db.$executeRaw`update message set confirmed_at = clock_timestamp() where id = ${row.id}`
  return { id: Number(row.id), uuid: row.uuid }
}

const asJson = (window: SendWindow | null) =>
  window === null ? Prisma.DbNull : (window as Prisma.InputJsonValue)

/** The message that this confirmation made, if it made one. */
export const findConfirmed = (
  ctx: Ctx,
  confirmation: string,
): Promise<{ id: bigint; uuid: string; userId: number; content: string } | null> =>
  ctx.db.message.findUnique({
    where: { confirmation },
    select: { id: true, uuid: true, userId: true, content: true },
  })

/** How a plan that somebody else makes stands: still at it, done, refused and a draft again, or refused and gone. */
export async function findPlanning(
  ctx: Ctx,
  id: number,
): Promise<'planning' | 'planned' | 'gone' | AppError> {
  const row = await ctx.db.message.findUnique({
    where: { id },
    select: { state: true, reason: true, reasonDetails: true },
  })
  if (!row) return 'gone'
  if (row.state !== 'draft') return row.state === 'planning' ? 'planning' : 'planned'
  const code = row.reason && row.reason in httpStatus ? (row.reason as ErrorCode) : 'CONFLICT'
  const { field, ...params } = (row.reasonDetails ?? {}) as Record<string, string | number>
  return new AppError(code, { params, ...(field !== undefined && { field: String(field) }) })
}

/** Removes a message that was never more than a draft. */
export async function deleteDraft(ctx: Ctx, id: number): Promise<boolean> {
  const { count } = await ctx.db.message.deleteMany({ where: { id, state: 'draft' } })
  return count === 1
}
