import type pg from 'pg'
import type { Ctx } from '#lib/platform/ctx.ts'
import type { SourceRow } from './plan-row.ts'
import { charge, stateNumber } from './rules.ts'
import type { MessageDetailView, ResendSource } from './schema.ts'

/** Rows of a former message that are sent to again by a new one, each once. */

/**
 * The rows that were sent to in vain and that no other message has sent to since, in batches. Whoever was left out of the
 * former message from the start is not among them: nothing that was tried has failed.
 */
export async function* findToResend(
  ctx: Ctx,
  { messageId, kinds, seqs = [], doubtMs }: ResendSource,
  batch: number,
): AsyncGenerator<SourceRow[]> {
  for (let after = 0; ; ) {
    const rows = await ctx.db.$queryRaw<FormerRow[]>`
      select r.seq, r.msisdn, r.row_no, r.variables from recipient r
      join chunk k on k.message_id = r.message_id and k.chunk_no = (r.seq - 1) / 1000
      where r.message_id = ${messageId} and r.seq > ${after} and r.state = any (${kinds.map(stateNumber)}::smallint[])
        and r.charge <> ${charge.none} and (${seqs.length === 0} or r.seq = any (${[...seqs]}::int[]))
        and (r.state <> ${stateNumber('unknown')} or r.updated_at < clock_timestamp() - greatest(k.doubt_ms, ${doubtMs}::int) * interval '1 ms')
        and not exists (select 1 from resend s where s.message_id = r.message_id and s.seq = r.seq)
      order by r.seq limit ${batch}`
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(toSourceRow)
    after = last.seq
  }
}

type FormerRow = {
  seq: number
  msisdn: string
  row_no: number | null
  variables: Record<string, string> | null
}

const HASH_LENGTH = 64

/** A stored number as it may be read again: with its country code, whatever an account's own country is. */
const asWritten = (msisdn: string): string => (msisdn.length === HASH_LENGTH ? msisdn : `+${msisdn}`)

const toSourceRow = ({ seq, msisdn, row_no, variables }: FormerRow): SourceRow => ({
  rowNo: row_no ?? seq,
  raw: asWritten(msisdn),
  variables,
  formerSeq: seq,
})

/** The numbers of a message, as they may be read again; of rows that were left out from the start only the suppressed. */
export async function findNumbers(ctx: Ctx, messageId: bigint, limit: number): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ msisdn: string }[]>`
    select msisdn from recipient where message_id = ${messageId}
      and (charge <> ${charge.none} or state = ${stateNumber('blocked')}) order by seq limit ${limit}`
  return rows.map(({ msisdn }) => asWritten(msisdn))
}

/** Any number that nobody else locks with. */
const RESEND_LOCK = 72_707_371

/** Until the transaction ends nobody else reads which rows of the former message are left to be sent to again. */
export async function holdFormer(client: pg.PoolClient, { messageId }: ResendSource): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(${RESEND_LOCK}, $1)`, [messageId])
}

/** Writes down that these rows are sent to by a new message. */
export async function keepResent(
  client: pg.PoolClient,
  { messageId }: ResendSource,
  newMessageId: number,
  seqs: readonly number[],
): Promise<void> {
  await client.query(
    'insert into resend (message_id, seq, new_message_id) select $1, unnest($2::int[]), $3',
    [messageId, seqs, newMessageId],
  )
}

/**
 * The messages that sent to people of this one again, oldest first, and the one whose people this one sent to again. One
 * that was called off before it began has let its people go.
 */
export async function findRelatives(
  ctx: Ctx,
  message: { id: bigint; resendOf: bigint | null },
): Promise<Pick<MessageDetailView, 'resends' | 'resendOf'>> {
  const [resends, former] = await Promise.all([
    ctx.db.$queryRaw<MessageDetailView['resends']>`
      select m.uuid, m.total as people, m.source->'kinds' ? 'unknown' as doubtful from message m
      where m.resend_of = ${message.id} and m.state <> 'draft'
        and exists (select 1 from resend s where s.new_message_id = m.id)
      order by m.id`,
    message.resendOf === null
      ? null
      : ctx.db.message.findUnique({ where: { id: message.resendOf }, select: { uuid: true } }),
  ])
  return { resends, resendOf: former?.uuid ?? null }
}
