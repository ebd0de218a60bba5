import type { Ctx } from '#lib/platform/ctx.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { CHUNK_SIZE, chunkOf, firstSeq, stateNumber } from './rules.ts'
import { kindNumber, type RecipientKind, statesWithReasons } from './rules-recipients.ts'

export type RecipientRow = {
  seq: number
  msisdn: string
  state: number
  reason: string | null
  parts: number
  billed_parts: number | null
  price: bigint
  row_no: number | null
  reference: string | null
  updated_at: Date
  sending: boolean
}

export type PageFilter = {
  messageId: bigint
  /** Rows after this seq, upwards, or before it, downwards. */
  from: { after: number } | { before: number }
  limit: number
  kinds: readonly RecipientKind[] | null
  reason: string | null
}

type Range = { from: number; to: number }

const LAST_SEQ = 2_147_483_647

/** Chunks whose rows are read together when a filter makes many rows fall away: few at first, then more. */
const CHUNKS_PER_READ = { first: 8, most: 128 }

/**
 * Recipients of one page, in the order in which they were met. Only the chunks whose counters say that they hold such rows
 * are read, so that the last page costs what the first does, and the planner never sees more than some thousand rows. Only
 * a reason is in no counter: a rare one may need a look at every row of its state.
 */
export async function findRecipients(ctx: Ctx, filter: PageFilter): Promise<RecipientRow[]> {
  const up = 'after' in filter.from
  const whole: Range =
    'after' in filter.from
      ? { from: filter.from.after + 1, to: LAST_SEQ }
      : { from: 1, to: filter.from.before - 1 }
  const found: RecipientRow[] = []
  let rest = whole
  const everybody = filter.kinds === null && filter.reason === null
  for (
    let size = everybody ? chunkOf(filter.limit) + 2 : CHUNKS_PER_READ.first;
    found.length < filter.limit;
  ) {
    const chunks = await findChunksWith(ctx, filter, rest, up, size)
    const [first, last] = [chunks.at(up ? 0 : -1), chunks.at(up ? -1 : 0)]
    if (first === undefined || last === undefined) break
    const range = {
      from: Math.max(firstSeq(first), rest.from),
      to: Math.min(firstSeq(last) + CHUNK_SIZE - 1, rest.to),
    }
    found.push(...(await readRange(ctx, filter, range, filter.limit - found.length)))
    if (chunks.length < size) break
    rest = up ? { from: range.to + 1, to: rest.to } : { from: rest.from, to: range.from - 1 }
    size = Math.min(size * 2, CHUNKS_PER_READ.most)
  }
  return found
}

/** Those whose parts the provider counted otherwise; an index holds nobody else. */
export function findDiffering(
  ctx: Ctx,
  { messageId, from, limit }: Pick<PageFilter, 'messageId' | 'from' | 'limit'>,
): Promise<RecipientRow[]> {
  const [beyond, way] =
    'after' in from
      ? [Prisma.sql`r.seq > ${from.after}`, Prisma.sql`asc`]
      : [Prisma.sql`r.seq < ${from.before}`, Prisma.sql`desc`]
  return ctx.db.$queryRaw<RecipientRow[]>`
    ${ROWS} where r.message_id = ${messageId} and r.parts_difference is not null and ${beyond}
    order by r.seq ${way} limit ${limit}`
}

/** The place of a row among all rows of its message, from 1. Chunks need not be full. */
export async function placeOf(ctx: Ctx, messageId: bigint, seq: number): Promise<number> {
  const no = chunkOf(seq)
  const [row] = await ctx.db.$queryRaw<{ before: number }[]>`
    select coalesce(sum(last_seq - chunk_no * 1000), 0)::int as before
    from chunk where message_id = ${messageId} and chunk_no < ${no}`
  return (row?.before ?? 0) + seq - no * CHUNK_SIZE
}

/** The row at a place, from 1; beyond the end the last one. 0 where there is none. */
export async function seqAt(ctx: Ctx, messageId: bigint, place: number): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ seq: number }[]>`
    select least(chunk_no * 1000 + ${place}::int - before, last_seq)::int as seq
    from (select chunk_no, last_seq,
        sum(last_seq - chunk_no * 1000) over (order by chunk_no) - (last_seq - chunk_no * 1000) as before
      from chunk where message_id = ${messageId}) c
    where before < ${place} order by chunk_no desc limit 1`
  return row?.seq ?? 0
}

async function findChunksWith(
  ctx: Ctx,
  { messageId, kinds }: PageFilter,
  { from, to }: Range,
  up: boolean,
  take: number,
): Promise<number[]> {
  const rows = await ctx.db.chunk.findMany({
    where: {
      messageId,
      chunkNo: { gte: chunkOf(from), lte: chunkOf(to) },
      ...(kinds && {
        OR: kinds.map((kind) => ({ [kind === 'no_receipt' ? 'noReceipt' : kind]: { gt: 0 } })),
      }),
    },
    orderBy: { chunkNo: up ? 'asc' : 'desc' },
    take,
    select: { chunkNo: true },
  })
  return rows.map((row) => row.chunkNo)
}

function readRange(
  ctx: Ctx,
  { messageId, from, kinds, reason }: PageFilter,
  range: Range,
  limit: number,
): Promise<RecipientRow[]> {
  const way = 'after' in from ? Prisma.sql`asc` : Prisma.sql`desc`
  const wanted = kinds ? Prisma.sql`and ${KIND} = any (${kinds.map(kindNumber)}::int[])` : Prisma.empty
  const because = reason === null ? Prisma.empty : Prisma.sql`and r.reason = ${reason}`
  return ctx.db.$queryRaw<RecipientRow[]>`
    ${ROWS} where r.message_id = ${messageId} and r.seq between ${range.from} and ${range.to} ${wanted} ${because}
    order by r.seq ${way} limit ${limit}`
}

const KIND = Prisma.sql`case when r.state = 2 and r.reason = 'NO_RECEIPT' then 9 else r.state end`

/** A join here would be planned as a scan of all chunks for every row. */
const SENDING = Prisma.sql`r.state = 0 and exists (select 1 from chunk k
  where k.message_id = r.message_id and k.chunk_no = (r.seq - 1) / 1000 and r.seq = any (k.intent))`

const ROWS = Prisma.sql`
  select r.seq, r.msisdn, r.state, r.reason, r.parts, r.billed_parts, r.price, r.row_no, r.reference, r.updated_at,
    ${SENDING} as sending
  from recipient r`

/**
 * Rows of a message that carry one of these numbers, at most a few. No index leads to a number, because it would be
 * written with every outcome: the message's rows are read, up to two million of them in some tenths of a second.
 */
export async function findByNumber(
  ctx: Ctx,
  messageId: bigint,
  numbers: readonly string[],
): Promise<RecipientRow[]> {
  const found = await ctx.db.$queryRaw<{ seq: number }[]>`
    select seq from recipient where message_id = ${messageId} and msisdn = any (${[...numbers]}) limit 20`
  if (found.length === 0) return []
  const seqs = found.map((row) => row.seq)
  return ctx.db.$queryRaw<RecipientRow[]>`
    ${ROWS} where r.message_id = ${messageId} and r.seq = any (${seqs}::int[]) order by r.seq`
}

export type RecipientStory = RecipientRow & {
  charge: number
  variables: Record<string, string> | null
  network: number | null
}

export async function findRecipient(
  ctx: Ctx,
  messageId: bigint,
  seq: number,
): Promise<RecipientStory | null> {
  const [row] = await ctx.db.$queryRaw<RecipientStory[]>`
    select r.seq, r.msisdn, r.state, r.reason, r.parts, r.price, r.row_no, r.reference, r.updated_at,
      r.charge, r.billed_parts, r.variables, r.network, ${SENDING} as sending
    from recipient r
    where r.message_id = ${messageId} and r.seq = ${seq}`
  return row ?? null
}

/** What the provider reported about one recipient, in the order in which it came. */
export const findReceipts = (ctx: Ctx, messageId: bigint, seq: number) =>
  ctx.db.receipt.findMany({
    where: { messageId, seq },
    orderBy: { id: 'asc' },
    take: 50,
    select: { state: true, reason: true, raw: true, at: true, receivedAt: true },
  })

/** `network` is in the provider's own numbering; null where it was never told. */
export type ReasonCount = { state: number; reason: string | null; network: number | null; count: number }

/** Chunks with people for whom a reason may stand, by their counters. */
export async function findChunksWithReasons(ctx: Ctx, messageId: bigint): Promise<number[]> {
  const rows = await ctx.db.chunk.findMany({
    where: {
      messageId,
      OR: statesWithReasons.map((state) => ({ [state]: { gt: 0 } })),
    },
    orderBy: { chunkNo: 'asc' },
    select: { chunkNo: true },
  })
  return rows.map((row) => row.chunkNo)
}

/** How often each reason stands in these chunks, network by network. */
export function countReasons(ctx: Ctx, messageId: bigint, chunks: readonly number[]): Promise<ReasonCount[]> {
  const states = statesWithReasons.map(stateNumber)
  // Chunk by chunk: joined as a whole, the planner expects millions of rows and reads all of the message.
  return ctx.db.$queryRaw<ReasonCount[]>`
    select r.state, r.reason, r.network, sum(r.count)::int as count
    from unnest(${[...chunks]}::int[]) as c (no)
    cross join lateral (
      select state, reason, network, count(*) as count from recipient
      where message_id = ${messageId} and seq between c.no * 1000 + 1 and c.no * 1000 + 1000
        and state = any (${states}::smallint[])
      group by state, reason, network) r
    group by r.state, r.reason, r.network order by r.state, r.reason, r.network`
}
