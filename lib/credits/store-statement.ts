import type { Ctx } from '#lib/platform/ctx.ts'
import type { LedgerKind } from './rules-statement.ts'

export type StatementFilter = {
  kind: LedgerKind | null
  /** Not before this instant, and before that one. */
  from: Date | null
  to: Date | null
  /** Whose message it was, or who added the credits. */
  userId: number | null
}

export type EntryRow = {
  id: number
  at: Date
  kind: LedgerKind
  amount: number
  messageId: number | null
  chunkNo: number | null
  uuid: string | null
  /** Of the message: its name, and how its text begins. */
  name: string | null
  content: string | null
  by: string | null
  note: string | null
}

/** Entries of the ledger, newest first, from before an id on. */
export async function findLedger(
  ctx: Ctx,
  { kind, from, to, userId }: StatementFilter,
  { before, limit }: { before: number | null; limit: number },
): Promise<EntryRow[]> {
  const rows = await ctx.db.$queryRaw<
    (EntryRow & { id: bigint; amount: bigint; messageId: bigint | null })[]
  >`
    select e.id, e.at, e.kind, e.amount, e.message_id as "messageId", e.chunk_no as "chunkNo", m.uuid, m.name,
      left(m.content, 200) as content, u.name as by, e.note
    from ledger_entry e
    left join message m on m.id = e.message_id
    left join app_user u on u.id = coalesce(m.user_id, e.user_id)
    where (${before}::bigint is null or e.id < ${before})
      and (${kind}::text is null or e.kind = ${kind})
      and (${from}::timestamptz is null or e.at >= ${from})
      and (${to}::timestamptz is null or e.at < ${to})
      and (${userId}::int is null or coalesce(m.user_id, e.user_id) = ${userId})
    order by e.id desc limit ${limit}`
  return rows.map((row) => ({
    ...row,
    id: Number(row.id),
    amount: Number(row.amount),
    messageId: row.messageId === null ? null : Number(row.messageId),
  }))
}

/** How many entries there are at most, as the database estimates it: for a bar that moves, not for a sum. */
export async function estimateLedger(ctx: Ctx): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ n: number }[]>`
    select greatest(reltuples, 0)::int as n from pg_class where oid = 'ledger_entry'::regclass`
  return row?.n ?? 0
}
