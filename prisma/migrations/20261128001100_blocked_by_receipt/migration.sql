-- A report that somebody has blocked a sender keeps that sender from texting them again.

-- Applies what providers reported, forward only: queued < unknown < accepted < every final state, and the first final
-- state stays. What matches nothing yet is tried again with growing gaps until p_window_hours after it came. Returns how
-- many receipts were looked at.
create or replace function receipts_apply(p_limit int, p_window_hours int) returns int language plpgsql as $$
declare
  batch bigint[];
  c chunk;
  d record;
begin
  batch := array(select id from receipt where next_attempt_at <= clock_timestamp()
    order by next_attempt_at, id limit p_limit for update skip locked);
  if cardinality(batch) = 0 then return 0; end if;

  -- Ours where it was echoed, else the provider's reference, and the number too where a reference covers many.
  update receipt t set message_id = f.message_id, seq = f.seq from (
    select t.id, r.message_id, r.seq
    from (
      select id, account_id, split_part(our_reference, '.', 1) as era,
        case when our_reference ~ '^[a-z0-9]+\.[0-9]{1,18}\.[0-9]{1,9}$' then split_part(our_reference, '.', 2)::bigint end as message_id,
        case when our_reference ~ '^[a-z0-9]+\.[0-9]{1,18}\.[0-9]{1,9}$' then split_part(our_reference, '.', 3)::int end as seq
      from receipt where id = any (batch) and message_id is null and our_reference is not null) t
    join message m on m.id = t.message_id and m.era = t.era
    join recipient r on r.message_id = t.message_id and r.seq = t.seq
    join chunk k on k.message_id = r.message_id and k.chunk_no = (r.seq - 1) / 1000 and k.account_id = t.account_id
  ) f where t.id = f.id;
  update receipt t set message_id = f.message_id, seq = f.seq from (
    select t.id, min(r.message_id) as message_id, min(r.seq) as seq
    from receipt t
    join recipient r on r.reference = t.reference and (t.msisdn is null or r.msisdn = t.msisdn)
    join chunk k on k.message_id = r.message_id and k.chunk_no = (r.seq - 1) / 1000 and k.account_id = t.account_id
    where t.id = any (batch) and t.message_id is null and t.reference is not null
    group by t.id having count(*) = 1
  ) f where t.id = f.id;
  -- What nobody knows the outcome of and that has no reference: only if exactly one row fits, and not at once, because
  -- the answer with the reference may still be on its way.
  update receipt t set message_id = f.message_id, seq = f.seq from (
    select t.id, min(r.message_id) as message_id, min(r.seq) as seq
    from receipt t
    join chunk k on k.account_id = t.account_id and k.unknown > 0
    join recipient r on r.message_id = k.message_id and r.seq between k.chunk_no * 1000 + 1 and k.last_seq
      and r.state = 1 and r.reference is null and r.msisdn = t.msisdn
      and r.updated_at between t.received_at - p_window_hours * interval '1 hour' and t.received_at + interval '1 hour'
    where t.id = any (batch) and t.message_id is null and t.msisdn is not null and t.attempts >= 5
      -- A receipt about something else of ours says so by its reference.
      and not (t.our_reference is not null and t.our_reference ~ '^[a-z0-9]{8}\.[0-9]+\.[0-9]+$')
    group by t.id having count(*) = 1
  ) f where t.id = f.id;

  -- All locks first, because booking ends in the ledger, which is locked last.
  perform 1 from chunk k where (k.message_id, k.chunk_no) in (
      select t.message_id, (t.seq - 1) / 1000 from receipt t where t.id = any (batch) and t.message_id is not null)
    order by k.message_id, k.chunk_no for update;
  for c in
    select k.* from chunk k where (k.message_id, k.chunk_no) in (
      select t.message_id, (t.seq - 1) / 1000 from receipt t where t.id = any (batch) and t.message_id is not null)
    order by k.message_id, k.chunk_no
  loop
    with best as (
      -- Of several receipts about one recipient the first final one counts, else the first.
      select distinct on (t.seq) t.seq, t.state, t.reason, t.parts, t.reference
      from receipt t
      where t.id = any (batch) and t.message_id = c.message_id and (t.seq - 1) / 1000 = c.chunk_no
      order by t.seq, t.state = 2, t.id
    ), news as (
      select b.*, r.state as was, r.reason as was_reason, r.charge, r.price from best b
      join recipient r on r.message_id = c.message_id and r.seq = b.seq
      where r.state < 2 or (r.state = 2 and (b.state <> 2 or b.reason is distinct from r.reason))
    ), changed as (
      update recipient r set state = n.state, reason = n.reason, charge = case when n.charge = 0 then 1 else r.charge end,
        billed_parts = coalesce(n.parts, r.billed_parts), reference = coalesce(r.reference, n.reference),
        updated_at = clock_timestamp()
      from news n where r.message_id = c.message_id and r.seq = n.seq
      returning n.was, n.was_reason, n.state, n.reason, n.charge, n.price
    )
    select count(*) filter (where was = 0) as queued, count(*) filter (where was = 1) as unknown,
      count(*) filter (where state = 2) - count(*) filter (where was = 2) as accepted,
      count(*) filter (where state = 3) as rejected, count(*) filter (where state = 4) as blocked,
      count(*) filter (where state = 5) as undelivered, count(*) filter (where state = 6) as expired,
      count(*) filter (where state = 7) as delivered,
      count(*) filter (where state = 2 and reason = 'NO_RECEIPT')
        - count(*) filter (where was = 2 and was_reason = 'NO_RECEIPT') as no_receipt,
      coalesce(sum(price) filter (where charge = 0), 0) as settled
    into d from changed;
    -- Who has blocked a sender with the network has said no to it.
    insert into suppression (key, msisdn, sender_id, reason)
      select suppression_key(r.msisdn), case when r.msisdn ~ '^[0-9]{1,20}$' then r.msisdn end, c.sender_id, 'blocked'
      from receipt t join recipient r on r.message_id = t.message_id and r.seq = t.seq
      where d.blocked > 0 and t.id = any (batch) and t.state = 4 and r.state = 4
        and t.message_id = c.message_id and (t.seq - 1) / 1000 = c.chunk_no and c.sender_id is not null
      order by 1
      on conflict do nothing;
    c.queued := c.queued - d.queued;
    c.unknown := c.unknown - d.unknown;
    c.accepted := c.accepted + d.accepted;
    c.rejected := c.rejected + d.rejected;
    c.blocked := c.blocked + d.blocked;
    c.undelivered := c.undelivered + d.undelivered;
    c.expired := c.expired + d.expired;
    c.delivered := c.delivered + d.delivered;
    c.no_receipt := c.no_receipt + d.no_receipt;
    c.settled := c.settled + d.settled;
    if c.accepted - c.no_receipt = 0 then c.poll_at := null; end if;
    perform chunk_store(c);
  end loop;

  -- Nothing but the owner or the next claimant ends a chunk; a chunk that is done only books what changed.
  for c in
    select k.* from chunk k where (k.message_id, k.chunk_no) in (
      select t.message_id, (t.seq - 1) / 1000 from receipt t where t.id = any (batch) and t.message_id is not null)
      and k.state = 'done' and k.settled > k.posted_settled
    order by k.message_id, k.chunk_no
  loop
    c := chunk_post(c);
    perform chunk_store(c);
  end loop;

  update receipt set
    applied_at = case when message_id is not null then clock_timestamp() end,
    attempts = attempts + 1,
    -- A receipt may come before the answer to its send is stored.
    next_attempt_at = case
      when message_id is not null or received_at < clock_timestamp() - p_window_hours * interval '1 hour' then null
      else clock_timestamp() + least(interval '1 second' * power(2, attempts), interval '1 hour') end
  where id = any (batch);
  return cardinality(batch);
end $$;
