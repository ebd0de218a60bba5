import type { Ctx } from '#lib/platform/ctx.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import type { MessageState, RecipientState } from './rules.ts'

const columns = {
  id: true,
  uuid: true,
  userId: true,
  name: true,
  state: true,
  reason: true,
  reasonDetails: true,
  senderValue: true,
  accountId: true,
  content: true,
  variables: true,
  total: true,
  duplicates: true,
  parts: true,
  hold: true,
  scheduledAt: true,
  timeZone: true,
  dueAt: true,
  undoMs: true,
  notAfter: true,
  sendWindow: true,
  ratePerSecond: true,
  createdAt: true,
  plannedAt: true,
  startedAt: true,
  finishedAt: true,
  resendOf: true,
} as const

export type MessageRow = Prisma.MessageGetPayload<{ select: typeof columns }> & { createdBy: string }

/** The totals of a message: sums of its chunks' counters, never a count of rows. Money in thousandths. */
export type MessageTotals = Record<
  RecipientState | 'no_receipt' | 'sending' | 'settled' | 'refunded',
  number
> & { waits: Wait[] }

/** People who wait until an instant because of the hours of their zone. */
type Wait = { zone: string; people: number; until: Date }

export async function findMessage(
  ctx: Ctx,
  where: { id: number } | { uuid: string },
): Promise<MessageRow | null> {
  const row = await ctx.db.message.findUnique({ where: where as { uuid: string }, select: columns })
  return row ? ((await withNames(ctx, [row]))[0] as MessageRow) : null
}

type ListFilter = {
  states: readonly MessageState[]
  userId: number | null
  /** Only those that are older than this id; null from the newest on. */
  before: number | null
  limit: number
}

/** Newest first. */
export async function findMessages(ctx: Ctx, filter: ListFilter): Promise<MessageRow[]> {
  const rows = await ctx.db.message.findMany({
    where: {
      ...ownedBy(filter.userId),
      state: { in: [...filter.states] },
      ...(filter.before === null ? {} : { id: { lt: filter.before } }),
    },
    orderBy: { id: 'desc' },
    take: filter.limit,
    select: columns,
  })
  return withNames(ctx, rows)
}

/** Those that are next newer than an id, the one nearest to it first. */
export async function findNewer(
  ctx: Ctx,
  { states, userId, limit }: ListFilter,
  than: number,
): Promise<MessageRow[]> {
  const rows = await ctx.db.message.findMany({
    where: { ...ownedBy(userId), state: { in: [...states] }, id: { gt: than } },
    orderBy: { id: 'asc' },
    take: limit,
    select: columns,
  })
  return withNames(ctx, rows)
}

const ownedBy = (userId: number | null) => (userId === null ? {} : { userId })

/** Messages that one search looks through: a fraction of a second at the most. */
const SEARCHED = 50_000

/**
 * Messages whose name or text holds this, newest first, among the newest that are looked through; `reached` is the id at
 * which the search stopped, null at the oldest.
 */
export async function searchMessages(
  ctx: Ctx,
  filter: ListFilter,
  search: string,
): Promise<{ rows: MessageRow[]; reached: number | null }> {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const found = await ctx.db.$queryRaw<{ ids: bigint[] | null; oldest: bigint | null; looked: number }[]>`
    with looked as materialized (
      select id, name ilike ${pattern} or content ilike ${pattern} as fits from message
      where state = any (${[...filter.states]}) and (${filter.userId}::int is null or user_id = ${filter.userId})
        and (${filter.before}::bigint is null or id < ${filter.before})
      order by id desc limit ${SEARCHED})
    select (array_agg(id order by id desc) filter (where fits))[1:${filter.limit}::int] as ids,
      min(id) as oldest, count(*)::int as looked
    from looked`
  const { ids, oldest, looked } = found[0] ?? { ids: null, oldest: null, looked: 0 }
  const rows = await ctx.db.message.findMany({
    where: { id: { in: ids ?? [] } },
    orderBy: { id: 'desc' },
    select: columns,
  })
  return { rows: await withNames(ctx, rows), reached: looked < SEARCHED ? null : Number(oldest) }
}

/** What leaves next, soonest first. */
export async function findScheduled(ctx: Ctx, userId: number | null, limit: number): Promise<MessageRow[]> {
  const rows = await ctx.db.message.findMany({
    where: { ...ownedBy(userId), state: 'scheduled' },
    orderBy: { dueAt: 'asc' },
    take: limit,
    select: columns,
  })
  return withNames(ctx, rows)
}

/** Messages that nobody accepted, or of whose people some are doubtful, and that ended or began after an instant. */
export async function findTroubled(
  ctx: Ctx,
  trouble: 'failed' | 'doubtful',
  { userId, since, limit }: { userId: number | null; since: Date; limit: number },
): Promise<MessageRow[]> {
  const found =
    trouble === 'failed'
      ? await ctx.db.$queryRaw<{ id: bigint }[]>`
          select id from message where state = 'failed' and finished_at > ${since}
            and (${userId}::int is null or user_id = ${userId}) order by id desc limit ${limit}`
      : await ctx.db.$queryRaw<{ id: bigint }[]>`
          select m.id from message m
          where m.id in (select k.message_id from chunk k where k.unknown > 0) and m.started_at > ${since}
            and (${userId}::int is null or m.user_id = ${userId}) order by m.id desc limit ${limit}`
  const rows = await ctx.db.message.findMany({
    where: { id: { in: found.map((row) => row.id) } },
    orderBy: { id: 'desc' },
    select: columns,
  })
  return withNames(ctx, rows)
}

async function withNames(ctx: Ctx, rows: Omit<MessageRow, 'createdBy'>[]): Promise<MessageRow[]> {
  const ids = [...new Set(rows.map((row) => row.userId))]
  const users = await ctx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return rows.map((row) => ({ ...row, createdBy: users.find((u) => u.id === row.userId)?.name ?? '' }))
}

/** Totals of several messages at once, by message id. */
export async function findTotals(
  ctx: Ctx,
  messageIds: readonly bigint[],
): Promise<Map<bigint, MessageTotals>> {
  if (messageIds.length === 0) return new Map()
  const sums = ctx.db.$queryRaw<({ message_id: bigint } & Record<string, bigint>)[]>`
    select message_id, sum(queued) as queued, sum(unknown) as unknown, sum(accepted) as accepted,
      sum(rejected) as rejected, sum(blocked) as blocked, sum(undelivered) as undelivered, sum(expired) as expired,
      sum(delivered) as delivered, sum(cancelled) as cancelled, sum(no_receipt) as no_receipt,
      sum(cardinality(intent)) as sending, sum(settled)::bigint as settled, sum(refunded)::bigint as refunded
    from chunk where message_id = any (${messageIds}) group by message_id`
  const [rows, waits] = await Promise.all([sums, findWaits(ctx, messageIds)])
  return new Map(
    rows.map(({ message_id, ...sums }) => [
      message_id,
      {
        ...(Object.fromEntries(Object.entries(sums).map(([k, v]) => [k, Number(v)])) as Omit<
          MessageTotals,
          'waits'
        >),
        waits: waits.filter((wait) => wait.message_id === message_id),
      },
    ]),
  )
}

const findWaits = (ctx: Ctx, messageIds: readonly bigint[]): Promise<(Wait & { message_id: bigint })[]> =>
  ctx.db.$queryRaw`
    select k.message_id, k.zone, k.not_before as until, sum(k.queued)::int as people
    from chunk k join message m on m.id = k.message_id
    where k.message_id = any (${messageIds}) and k.zone is not null and k.queued > 0 and k.state <> 'done'
      and k.not_before > greatest(m.scheduled_at, m.confirmed_at + m.undo_ms * interval '1 ms', clock_timestamp())
    group by k.message_id, k.zone, k.not_before order by until`

/** How many messages stand in one of the states, up to a number. */
export const countIn = (ctx: Ctx, { states, userId, limit }: Omit<ListFilter, 'before'>): Promise<number> =>
  ctx.db.message.count({ where: { ...ownedBy(userId), state: { in: [...states] } }, take: limit })

/** How many messages stand in each state. */
export async function countMessages(ctx: Ctx): Promise<Record<string, number>> {
  const groups = await ctx.db.message.groupBy({ by: ['state'], _count: true })
  return Object.fromEntries(groups.map((g) => [g.state, g._count]))
}
