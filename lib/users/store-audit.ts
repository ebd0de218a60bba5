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

export type AuditFilter = {
  userId?: number | undefined
  /** An action such as `user.create`, or the noun before its dot. */
  action?: string | undefined
  /** `<noun>:<id>`, or only the noun. */
  target?: string | undefined
  from?: Date | undefined
  /** Not this instant itself. */
  to?: Date | undefined
  /** Only those older than this entry. */
  before?: bigint | undefined
}

export type AuditListRow = AuditRow & { id: bigint; target: string | null; ip: string | null }

/** Newest first. */
export function findEntries(ctx: Ctx, filter: AuditFilter, limit: number): Promise<AuditListRow[]> {
  const { userId = null, action = null, target = null, from = null, to = null, before = null } = filter
  return ctx.db.$queryRaw<AuditListRow[]>`
    select e.id, e.at, e.action, e.target, e.details, e.ip, u.name as user, k.name as key
    from audit_entry e
    left join app_user u on u.id = e.user_id
    left join api_key k on k.id = e.api_key_id
    where (${userId}::int is null or e.user_id = ${userId})
      and (${action}::text is null or e.action = ${action} or starts_with(e.action, ${action} || '.'))
      and (${target}::text is null or e.target = ${target} or starts_with(e.target, ${target} || ':'))
      and (${from}::timestamptz is null or e.at >= ${from})
      and (${to}::timestamptz is null or e.at < ${to})
      and (${before}::bigint is null or e.id < ${before})
    order by e.id desc limit ${limit}`
}

/** What has ever been done, for choosing from: an index is skipped through, so that a long log costs no more. */
export async function findActions(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ action: string }[]>`
    with recursive next as (
      (select action from audit_entry order by action limit 1)
      union all
      select (select e.action from audit_entry e where e.action > n.action order by e.action limit 1)
      from next n where n.action is not null
    )
    select action from next where action is not null`
  return rows.map((row) => row.action)
}
