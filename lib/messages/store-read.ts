import type { Ctx } from '#lib/platform/ctx.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import {
  CHUNK_SIZE,
  chunkOf,
  firstSeq,
  type MessageState,
  type RecipientState,
  recipientStates,
} from './rules.ts'

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
  total: true,
  duplicates: true,
  parts: true,
  hold: true,
  scheduledAt: true,
  timeZone: true,
  dueAt: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
} as const

export type MessageRow = Prisma.MessageGetPayload<{ select: typeof columns }> & { createdBy: string }

/** The totals of a message: sums of its chunks' counters, never a count of rows. Money in thousandths. */
export type MessageTotals = Record<RecipientState | 'no_receipt' | 'sending' | 'settled' | 'refunded', number>

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
  before: number | null
  limit: number
}

/** Newest first. */
export async function findMessages(ctx: Ctx, filter: ListFilter): Promise<MessageRow[]> {
  const rows = await ctx.db.message.findMany({
    where: {
      state: { in: [...filter.states] },
      ...(filter.userId === null ? {} : { userId: filter.userId }),
      ...(filter.before === null ? {} : { id: { lt: filter.before } }),
    },
    orderBy: { id: 'desc' },
    take: filter.limit,
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
  const rows = await ctx.db.$queryRaw<({ message_id: bigint } & Record<string, bigint>)[]>`
    select message_id, sum(queued) as queued, sum(unknown) as unknown, sum(accepted) as accepted,
      sum(rejected) as rejected, sum(blocked) as blocked, sum(undelivered) as undelivered, sum(expired) as expired,
      sum(delivered) as delivered, sum(cancelled) as cancelled, sum(no_receipt) as no_receipt,
      sum(cardinality(intent)) as sending, sum(settled)::bigint as settled, sum(refunded)::bigint as refunded
    from chunk where message_id = any (${messageIds}) group by message_id`
  return new Map(
    rows.map(({ message_id, ...sums }) => [
      message_id,
      Object.fromEntries(Object.entries(sums).map(([k, v]) => [k, Number(v)])) as MessageTotals,
    ]),
  )
}

export type RecipientRow = {
  seq: number
  msisdn: string
  state: number
  reason: string | null
  parts: number
  price: bigint
  row_no: number | null
  reference: string | null
  updated_at: Date
  sending: boolean
}

type PageFilter = {
  messageId: bigint
  after: number
  limit: number
  states: readonly RecipientState[] | null
}

/** Chunks that are read together when a filter makes many rows fall away. */
const CHUNKS_PER_READ = 8

/**
 * Recipients after `after` in order of seq. With a filter only the chunks whose counters say that they hold such rows
 * are read, a few at a time, so that the last page costs what the first does.
 */
export async function findRecipients(ctx: Ctx, filter: PageFilter): Promise<RecipientRow[]> {
  if (filter.states === null) return readRange(ctx, filter, filter.after + 1, 2_147_483_647, filter.limit)
  const chunks = await findChunksWith(ctx, filter, filter.states)
  const found: RecipientRow[] = []
  for (let i = 0; i < chunks.length && found.length < filter.limit; i += CHUNKS_PER_READ) {
    const some = chunks.slice(i, i + CHUNKS_PER_READ)
    const from = Math.max(firstSeq(some[0] as number), filter.after + 1)
    const to = firstSeq(some.at(-1) as number) + CHUNK_SIZE - 1
    found.push(...(await readRange(ctx, filter, from, to, filter.limit - found.length)))
  }
  return found
}

async function findChunksWith(
  ctx: Ctx,
  filter: PageFilter,
  states: readonly RecipientState[],
): Promise<number[]> {
  const rows = await ctx.db.chunk.findMany({
    where: {
      messageId: filter.messageId,
      chunkNo: { gte: chunkOf(filter.after + 1) },
      OR: states.map((state) => ({ [state]: { gt: 0 } })),
    },
    orderBy: { chunkNo: 'asc' },
    select: { chunkNo: true },
  })
  return rows.map((row) => row.chunkNo)
}

function readRange(
  ctx: Ctx,
  filter: PageFilter,
  from: number,
  to: number,
  limit: number,
): Promise<RecipientRow[]> {
  const states = filter.states?.map((s) => recipientStates.indexOf(s)) ?? null
  return ctx.db.$queryRaw<RecipientRow[]>`
    select r.seq, r.msisdn, r.state, r.reason, r.parts, r.price, r.row_no, r.reference, r.updated_at,
      r.state = 0 and r.seq = any (k.intent) as sending
    from recipient r
    join chunk k on k.message_id = r.message_id and k.chunk_no = (r.seq - 1) / 1000
    where r.message_id = ${filter.messageId} and r.seq between ${from} and ${to}
      and (${states}::smallint[] is null or r.state = any (${states}::smallint[]))
    order by r.seq limit ${limit}`
}

/** How many messages stand in each state. */
export async function countMessages(ctx: Ctx): Promise<Record<string, number>> {
  const groups = await ctx.db.message.groupBy({ by: ['state'], _count: true })
  return Object.fromEntries(groups.map((g) => [g.state, g._count]))
}
