import type { Ctx } from '#lib/platform/ctx.ts'
import type { Prisma } from '#prisma/generated/client.ts'

export async function insertEntry(ctx: Ctx, data: Prisma.AuditEntryUncheckedCreateInput): Promise<void> {
  await ctx.db.auditEntry.create({ data, select: { id: true } })
}
