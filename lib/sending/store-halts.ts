import type { Ctx, RootCtx } from '#lib/platform/ctx.ts'

export type Due = { id: bigint; late: boolean; approved: boolean }

/** Messages whose time has come; those that are later than the grace period are marked, because a person must agree. */
export async function findDue(ctx: Ctx): Promise<Due[]> {
  return ctx.db.$queryRaw`
    select m.id, m.due_at < clock_timestamp() - installation_grace() as late,
      coalesce((select s.status = 'approved' from sender s where s.id = m.sender_id), true) as approved
    from message m, installation i
    where m.state = 'scheduled' and m.due_at <= clock_timestamp() and i.id = 1 and i.sending_off is null
    order by m.due_at limit 50`
}

/** How a message is called outside, for the audit log. */
export async function findUuid(ctx: Ctx, messageId: bigint | number): Promise<string> {
  const { uuid } = await ctx.db.message.findUniqueOrThrow({
    where: { id: messageId },
    select: { uuid: true },
  })
  return uuid
}

/** Closes an account until a person has looked. False: somebody else did. */
export async function markAccount(
  ctx: Ctx,
  accountId: number,
  attention: string,
  details: object,
): Promise<boolean> {
  const n = await ctx.db.$executeRaw`
    update account set attention = ${attention}, attention_details = ${JSON.stringify(details)}::jsonb,
      attention_at = clock_timestamp()
    where id = ${accountId} and attention is null`
  return n === 1
}

/** The messages that are being sent through an account. */
export async function findSending(root: RootCtx, accountId: number): Promise<number[]> {
  const rows = await root.db.message.findMany({
    where: { accountId, state: 'sending' },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  return rows.map((row) => Number(row.id))
}

/** Accounts that could not be reached for longer than the grace period. */
export async function findUnreachable(root: RootCtx): Promise<{ id: number; minutes: number }[]> {
  return root.db.$queryRaw`
    select id, round(extract(epoch from clock_timestamp() - failing_since) / 60)::int as minutes from account
    where attention is null and failing_since < clock_timestamp() - installation_grace()
      and not_before > clock_timestamp() - interval '10 minutes'`
}

/** Messages that are being sent through an account that is closed or switched off. */
export async function findStranded(
  root: RootCtx,
): Promise<{ id: number; accountId: number; code: string }[]> {
  return root.db.$queryRaw`
    select m.id::int, a.id as "accountId", coalesce(a.attention, 'SWITCHED_OFF') as code
    from message m join account a on a.id = m.account_id
    where m.state = 'sending' and m.open_chunks > 0 and (a.attention is not null or not a.enabled) limit 50`
}
