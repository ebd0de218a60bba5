import type { Ctx } from '#lib/platform/ctx.ts'
import type { Span } from '#lib/shared/cursor-page.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { SuppressionReason } from './rules.ts'

type NewRow = { key: string; msisdn: string | null; note: string | null }
type Shared = { senderId: number | null; reason: SuppressionReason; createdBy: number | null }

/**
 * Stops many at once; each key at most once. Who is stopped already stays as they are, but a number that was known only by
 * its hash becomes known. Answers how many are new.
 */
export async function insertSuppressions(
  ctx: Ctx,
  rows: readonly NewRow[],
  { senderId, reason, createdBy }: Shared,
): Promise<number> {
  const [done] = await ctx.db.$queryRaw<{ added: bigint }[]>`
    with written as (
      insert into suppression as s (key, msisdn, sender_id, reason, note, created_by)
      select r.key, r.msisdn, ${senderId}::int, ${reason}, r.note, ${createdBy}::int
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (key text, msisdn text, note text) order by r.key
      on conflict (key, coalesce(sender_id, 0)) do update set msisdn = excluded.msisdn
        where s.msisdn is null and excluded.msisdn is not null
      returning xmax = 0 as is_new
    ) select count(*) filter (where is_new) as added from written`
  return Number(done?.added ?? 0)
}

export type SuppressionRow = {
  id: bigint
  msisdn: string | null
  key: string
  senderId: number | null
  sender: string | null
  reason: string
  note: string | null
  createdAt: Date
  createdBy: string | null
}

const selected = Prisma.sql`select s.id, s.msisdn, s.key, s.sender_id as "senderId", sender.value as sender, s.reason, s.note,
  s.created_at as "createdAt", u.name as "createdBy"
  from suppression s left join sender on sender.id = s.sender_id left join app_user u on u.id = s.created_by`

export type SuppressionFilter = {
  /** Exactly this person, or else numbers that begin so. */
  key?: string | undefined
  prefix?: string | undefined
  reason?: SuppressionReason | undefined
  senderId?: number | undefined
}

function conditions({ key, prefix, reason, senderId }: SuppressionFilter): Prisma.Sql {
  const all = [Prisma.sql`true`]
  const who = [
    ...(key === undefined ? [] : [Prisma.sql`s.key = ${key}`]),
    ...(prefix === undefined ? [] : [Prisma.sql`s.msisdn like ${`${prefix}%`}`]),
  ]
  if (who.length > 0) all.push(Prisma.sql`(${Prisma.join(who, ' or ')})`)
  if (reason !== undefined) all.push(Prisma.sql`s.reason = ${reason}`)
  if (senderId !== undefined) all.push(Prisma.sql`s.sender_id = ${senderId}`)
  return Prisma.join(all, ' and ')
}

/** The nearest first: newest first, or oldest first from an id on. */
export function findSuppressions(
  ctx: Ctx,
  filter: SuppressionFilter,
  { before, after, limit }: Span,
): Promise<SuppressionRow[]> {
  const older = before === null ? Prisma.empty : Prisma.sql`and s.id < ${before}`
  return ctx.db.$queryRaw<SuppressionRow[]>`
    ${selected} where ${conditions(filter)} ${after === null ? older : Prisma.sql`and s.id > ${after}`}
    order by s.id ${after === null ? Prisma.sql`desc` : Prisma.sql`asc`} limit ${limit}`
}

/** Counts up to a limit. */
export async function countSuppressions(ctx: Ctx, filter: SuppressionFilter, upTo: number): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ n: bigint }[]>`
    select count(*) as n from (select 1 from suppression s where ${conditions(filter)} limit ${upTo}) counted`
  return Number(row?.n ?? 0)
}

/** Everything that is known of one person, wherever it holds. */
export const findSuppressionsOf = (ctx: Ctx, key: string): Promise<SuppressionRow[]> =>
  ctx.db.$queryRaw<SuppressionRow[]>`${selected} where s.key = ${key} order by s.id desc`

/** Lifts one, and keeps what it was beside who lifted it and why. Null when there was none. */
export async function removeSuppression(
  ctx: Ctx,
  id: number,
  by: { removedBy: number | null; because: string },
): Promise<{ reason: string } | null> {
  const [row] = await ctx.db.$queryRaw<{ reason: string }[]>`
    with gone as (delete from suppression where id = ${id} returning *)
    insert into suppression_removal (key, msisdn, sender_id, reason, note, suppressed_at, removed_by, because)
    select key, msisdn, sender_id, reason, note, created_at, ${by.removedBy}::int, ${by.because} from gone
    returning reason`
  return row ?? null
}

/** The senders whose suppressions somebody may want to see. */
export async function senderExists(ctx: Ctx, id: number): Promise<boolean> {
  return (await ctx.db.sender.count({ where: { id } })) > 0
}
