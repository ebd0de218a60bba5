import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError, type ErrorCode, httpStatus } from '#lib/shared/errors.ts'
import type { Prisma } from '#prisma/generated/client.ts'

type NewMessage = Omit<Prisma.MessageUncheckedCreateInput, 'state' | 'confirmedAt' | 'planEpoch'>

/** A confirmed message that waits for its plan. The confirmation's instant is the database's. */
export async function insertMessage(ctx: Ctx, data: NewMessage): Promise<{ id: number; uuid: string }> {
  const row = await ctx.db.message.create({
    data: { ...data, state: 'planning', planEpoch: 1 },
    select: { id: true, uuid: true },
  })
  await ctx.db.$executeRaw`update message set confirmed_at = clock_timestamp() where id = ${row.id}`
  return { id: Number(row.id), uuid: row.uuid }
}

/** How a plan that a worker makes stands: still at it, done, or refused and a draft again. */
export async function findPlanning(ctx: Ctx, id: number): Promise<'planning' | 'planned' | AppError> {
  const row = await ctx.db.message.findUniqueOrThrow({
    where: { id },
    select: { state: true, reason: true, reasonDetails: true },
  })
  if (row.state !== 'draft') return row.state === 'planning' ? 'planning' : 'planned'
  const code = row.reason && row.reason in httpStatus ? (row.reason as ErrorCode) : 'CONFLICT'
  return new AppError(code, { params: (row.reasonDetails ?? {}) as Record<string, string | number> })
}

/** Removes a message that was never more than a draft. */
export async function deleteDraft(ctx: Ctx, id: number): Promise<boolean> {
  const { count } = await ctx.db.message.deleteMany({ where: { id, state: 'draft' } })
  return count === 1
}
