-- Receipts come in the order in which phones answer, so that a batch of them is about half the chunks of a big message. Each
-- chunk looked through the whole batch: two thousand receipts took six seconds. Now it is given those that are its own.
create or replace function chunk_write_receipts(c chunk, batch bigint[])
 RETURNS chunk
 LANGUAGE plpgsql
 set enable_nestloop = off set enable_seqscan = off set plan_cache_mode = auto
AS $function$
declare
  d record;
begin
  with best as (
    -- Of several receipts about one recipient the first final one counts, else the first.
    select distinct on (t.seq) t.seq, t.state, t.reason, t.parts, t.network, t.reference
    from receipt t
    where t.id = any (batch)
    order by t.seq, t.state = 2, t.id
  ), news as (
    select b.*, r.state as was, r.reason as was_reason, r.charge, r.price from best b
    join recipient r on r.message_id = c.message_id and r.seq = b.seq
    where r.seq = any (array(select seq from best)) and (r.state < 2 or (r.state = 2 and (b.state <> 2 or b.reason is distinct from r.reason)))
  ), changed as (
    update recipient r set state = n.state, reason = n.reason, charge = case when n.charge = 0 then 1 else r.charge end,
      billed_parts = coalesce(n.parts, r.billed_parts), network = coalesce(n.network, r.network), reference = coalesce(r.reference, n.reference),
      updated_at = clock_timestamp()
    from news n where r.message_id = c.message_id and r.seq = n.seq and r.seq = any (array(select seq from news))
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
    from receipt t join recipient r on r.message_id = c.message_id and r.seq = t.seq
      and r.seq between c.chunk_no * 1000 + 1 and c.last_seq
    where d.blocked > 0 and t.id = any (batch) and t.state = 4 and r.state = 4 and c.sender_id is not null
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
  return c;
end $function$;
comment on function chunk_write_receipts is
  'Writes what these receipts, all of them about recipients of this chunk, say about them, forward only. The caller holds
  the chunk''s lock and stores what is returned.';

create or replace function receipts_apply(p_limit integer, p_window_hours integer)
 RETURNS integer
 LANGUAGE plpgsql
 set plan_cache_mode = force_custom_plan
AS $function$
declare
  batch bigint[];
  c chunk;
  own record;
begin
  batch := array(select id from receipt where next_attempt_at <= clock_timestamp()
    order by next_attempt_at, id limit p_limit for update skip locked);
  if cardinality(batch) = 0 then return 0; end if;

  -- Ours where it was echoed, else the provider's reference, and the number too where a reference covers many. First the
  -- row, then its chunk ("offset 0" keeps it so): the other way round every chunk of the account would be looked through.
  update receipt t set message_id = f.message_id, seq = f.seq from (
    select t.id, r.message_id, r.seq
    from (
      select id, account_id, split_part(our_reference, '.', 1) as era,
        case when our_reference ~ '^[a-z0-9]+\.[0-9]{1,18}\.[0-9]{1,9}$' then split_part(our_reference, '.', 2)::bigint end as message_id,
        case when our_reference ~ '^[a-z0-9]+\.[0-9]{1,18}\.[0-9]{1,9}$' then split_part(our_reference, '.', 3)::int end as seq
      from receipt where id = any (batch) and message_id is null and our_reference is not null) t
    join message m on m.id = t.message_id and m.era = t.era
    cross join lateral (
      select r.message_id, r.seq from recipient r where r.message_id = t.message_id and r.seq = t.seq offset 0) r
    where exists (select 1 from chunk k
      where k.message_id = r.message_id and k.chunk_no = (r.seq - 1) / 1000 and k.account_id = t.account_id offset 0)
  ) f where t.id = f.id;
  update receipt t set message_id = f.message_id, seq = f.seq from (
    select t.id, min(r.message_id) as message_id, min(r.seq) as seq
    from receipt t
    cross join lateral (
      select r.message_id, r.seq from recipient r
      where r.reference = t.reference and (t.msisdn is null or r.msisdn = t.msisdn) offset 0) r
    where t.id = any (batch) and t.message_id is null and t.reference is not null
      and exists (select 1 from chunk k
        where k.message_id = r.message_id and k.chunk_no = (r.seq - 1) / 1000 and k.account_id = t.account_id offset 0)
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
  for own in
    select t.message_id, (t.seq - 1) / 1000 as chunk_no, array_agg(t.id) as ids
    from receipt t where t.id = any (batch) and t.message_id is not null
    group by 1, 2 order by 1, 2
  loop
    select * into c from chunk k where k.message_id = own.message_id and k.chunk_no = own.chunk_no;
    perform chunk_store(chunk_write_receipts(c, own.ids));
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
end $function$;

-- These are called for each chunk: there a plan that is kept is worth it, whoever calls.
alter function chunk_store set plan_cache_mode = auto;
alter function chunk_post set plan_cache_mode = auto;

-- Of many that came in the same instant the first are found without sorting them all.
drop index receipt_to_apply;
create index receipt_to_apply on receipt (next_attempt_at, id) where next_attempt_at is not null;
