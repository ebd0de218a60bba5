import type { Ctx } from '#lib/platform/ctx.ts'
import type { Prisma } from '#prisma/generated/client.ts'

export async function insertEntry(ctx: Ctx, data: Prisma.AuditEntryUncheckedCreateInput): Promise<void> {
  await ctx.db.auditEntry.create({ data, select: { id: true } })
}

export type AuditRow = {
  at: Date
  action: string
  details: Record<string, unknown>
  /** The name of the person; null when the machine did it by itself. */
  user: string | null
  /** The name of the API key through which it was asked. */
  key: string | null
}

/** Newest first. */
export const findEntriesAbout = (ctx: Ctx, target: string, limit: number): Promise<AuditRow[]> =>
  ctx.db.$queryRaw<AuditRow[]>`
    select e.at, e.action, e.details, u.name as user, k.name as key
    from audit_entry e
    left join app_user u on u.id = e.user_id
    left join api_key k on k.id = e.api_key_id
    where e.target = ${target} order by e.id desc limit ${limit}`
