import type { Ctx } from '#lib/platform/ctx.ts'

/** Messages that one look goes through at most, whatever their size. */
const MOST_MESSAGES = 500

export type Place = { messageId: bigint; seq: number }

/** Messages that were planned since an instant, the newest first, and the database's time before it looked. */
export async function findPlannedSince(
  ctx: Ctx,
  since: Date,
): Promise<{ messages: { id: bigint; total: number }[]; all: boolean; now: Date }> {
  const [clock] = await ctx.db.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`
  const messages = await ctx.db.message.findMany({
    where: { plannedAt: { gte: since } },
    orderBy: { plannedAt: 'desc' },
    take: MOST_MESSAGES,
    select: { id: true, total: true },
  })
  return { messages, all: messages.length < MOST_MESSAGES, now: clock?.now ?? since }
}

/** Recipients of these messages who carry one of these numbers. All rows of the messages are read. */
export const findPlaces = (
  ctx: Ctx,
  messageIds: readonly bigint[],
  numbers: readonly string[],
): Promise<Place[]> =>
  ctx.db.$queryRaw<Place[]>`
    select message_id as "messageId", seq from recipient
    where message_id = any (${[...messageIds]}::bigint[]) and msisdn = any (${[...numbers]}::text[])`

export type SentRow = {
  messageId: bigint
  seq: number
  uuid: string
  content: string
  shared: Record<string, string>
  own: Record<string, string> | null
  sender: string | null
  accountId: number | null
  messageState: string
  state: number
  reason: string | null
  sending: boolean
  at: Date
  dueAt: Date | null
  by: string
}

/** What was or will be sent at these places, with the message that it belongs to. */
export const findSent = (ctx: Ctx, places: readonly Place[]): Promise<SentRow[]> =>
  ctx.db.$queryRaw<SentRow[]>`
    select m.id as "messageId", r.seq, m.uuid, m.content, m.variables as shared, r.variables as own,
      m.sender_value as sender, m.account_id as "accountId", m.state as "messageState", r.state, r.reason,
      r.state = 0 and exists (select 1 from chunk k where k.message_id = r.message_id
        and k.chunk_no = (r.seq - 1) / 1000 and r.seq = any (k.intent)) as sending,
      coalesce(m.started_at, m.due_at, m.planned_at, m.created_at) as at, m.due_at as "dueAt", u.name as by
    from unnest(${places.map((p) => p.messageId)}::bigint[], ${places.map((p) => p.seq)}::int[]) as p (message_id, seq)
    join recipient r on r.message_id = p.message_id and r.seq = p.seq
    join message m on m.id = p.message_id join app_user u on u.id = m.user_id`
