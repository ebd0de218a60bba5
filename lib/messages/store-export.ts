import type pg from 'pg'
import { kindNumber, type RecipientKind } from './rules-recipients.ts'

export type ExportedRow = {
  row_no: number | null
  msisdn: string
  state: number
  reason: string | null
  parts: number
  billed_parts: number | null
  price: number
  charge: number
  reference: string | null
  updated_at: string
}

type Query = { messageId: bigint; kinds: readonly RecipientKind[] | null; reason: string | null }

/** The last place in a message's list; 0 before it is planned. */
export async function findLastSeq(pool: pg.Pool, messageId: bigint): Promise<number> {
  const { rows } = await pool.query(
    'select coalesce(max(last_seq), 0) as last from chunk where message_id = $1',
    [String(messageId)],
  )
  return rows[0].last
}

/** Recipients from one place up to another that fit, in their order. On a plain connection: there may be millions. */
export async function readForExport(
  pool: pg.Pool,
  { messageId, kinds, reason }: Query,
  { from, to }: { from: number; to: number },
): Promise<ExportedRow[]> {
  const { rows } = await pool.query<ExportedRow>(
    `select row_no, msisdn, state, reason, parts, billed_parts, price, charge, reference,
       to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as updated_at
     from recipient
     where message_id = $1 and seq between $2 and $3
       and ($4::int[] is null or case when state = 2 and reason = 'NO_RECEIPT' then 9 else state end = any ($4))
       and ($5::text is null or reason = $5)
     order by seq`,
    [String(messageId), from, to, kinds?.map(kindNumber) ?? null, reason],
  )
  return rows
}
