import type pg from 'pg'

/**
 * A finished message to very many people, written by SQL as a send would have left it: of every hundred 3 were not reached,
 * 2 heard of no more, one was refused, the others delivered; in every thousand one counted otherwise. Answers its ids.
 */
export async function fillBigMessage(
  client: pg.ClientBase,
  people: number,
): Promise<{ id: bigint; uuid: string }> {
  await client.query('set statement_timeout = 0')
  const { rows } = await client.query<{ id: string; uuid: string }>(
    `insert into message (user_id, origin, state, name, content, total, parts, hold, account_id, sender_id, sender_value,
       planned_at, started_at, finished_at)
     select (select min(id) from app_user), 'dashboard', 'sent', 'Everybody', 'Hello everybody', $1::int, $1::int,
       $1::bigint * 1000, s.account_id, s.id, s.value, now() - interval '4 days', now() - interval '4 days',
       now() - interval '4 days'
     from sender s order by s.id limit 1 returning id, uuid`,
    [people],
  )
  const message = rows[0]
  if (!message) throw new Error('There is no sender.')
  await client.query('select ensure_recipient_partition($1)', [message.id])
  await client.query(
    `insert into recipient (message_id, seq, state, charge, parts, billed_parts, price, row_no, updated_at, msisdn, reference,
       reason)
     select $1, s, k.state, case k.state when 3 then 2 else 1 end, 1, case when s % 1000 = 500 then 2 else 1 end, 1000, s,
       now() - interval '4 days', (254700000000 + s)::text, 'big-' || s,
       case k.state when 5 then 'ABSENT_SUBSCRIBER' when 3 then 'NO_ROUTE' when 2 then 'NO_RECEIPT' end
     from generate_series(1, $2::int) s, lateral (select case when s % 100 < 3 then 5 when s % 100 < 5 then 2
       when s % 100 = 7 then 3 else 7 end as state) k`,
    [message.id, people],
  )
  await client.query(
    `insert into chunk (message_id, chunk_no, account_id, country, last_seq, state, scan_from, done_at, receipts_ended_at,
       delivered, undelivered, rejected, accepted, no_receipt, settled, refunded, posted_settled, posted_refunded)
     select $1, no, m.account_id, 'KE', c.last, 'done', no * 1000 + 1, now(), now(), c.delivered, c.undelivered, c.rejected,
       c.accepted, c.accepted, c.settled, c.refunded, c.settled, c.refunded
     from message m, (select (seq - 1) / 1000 as no, max(seq) as last, count(*) filter (where state = 7) as delivered,
         count(*) filter (where state = 5) as undelivered, count(*) filter (where state = 3) as rejected,
         count(*) filter (where state = 2) as accepted, coalesce(sum(price) filter (where charge = 1), 0) as settled,
         coalesce(sum(price) filter (where charge = 2), 0) as refunded
       from recipient where message_id = $1 group by 1) c
     where m.id = $1`,
    [message.id],
  )
  return { id: BigInt(message.id), uuid: message.uuid }
}
