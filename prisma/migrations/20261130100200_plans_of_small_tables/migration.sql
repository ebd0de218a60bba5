-- A connection keeps the plans of these functions. One that was made while the table held a few rows read all of a message
-- for each of its rows, once it was asked about a big one: half a minute for a thousand recipients in the middle of a
-- hundred thousand. So the rows are named by their key, and what is known of them is looked up in a hash: both take time
-- by the number of rows that are asked about, whatever the planner believes about the table.
create or replace function chunk_write_outcomes(c chunk, p_current boolean, p_seqs integer[], p_kinds smallint[], p_references text[], p_reasons text[], p_parts smallint[],
  p_networks smallint[] default null)
 RETURNS chunk
 LANGUAGE plpgsql
 set enable_nestloop = off set enable_seqscan = off
AS $function$
declare
  d record;
begin
  with changed as (
    update recipient r set
      state = case when o.kind = 1 and r.state < 2 then 2 when o.kind = 2 and r.state < 2 then 3
                   when o.kind = 4 and r.state = 0 then 1 else r.state end,
      charge = case when r.charge <> 0 or r.state > 1 or o.kind = 4 then r.charge when o.kind = 1 then 1 else 2 end,
      -- A receipt may have been quicker than the answer: then the answer only adds the reference.
      reference = coalesce(r.reference, o.reference),
      reason = case when r.state < 2 then o.reason else r.reason end,
      billed_parts = coalesce(o.parts, r.billed_parts),
      network = coalesce(o.network, r.network),
      -- Of what is in doubt the time from which on it may have left is kept: look-ups begin there.
      updated_at = case when o.kind <> 4 then clock_timestamp() when r.state = 0 then coalesce(c.intent_at, clock_timestamp())
                        else r.updated_at end
    from unnest(p_seqs, p_kinds, p_references, p_reasons, p_parts, coalesce(p_networks, '{}'))
      as o (seq, kind, reference, reason, parts, network)
    where r.message_id = c.message_id and r.seq = o.seq and r.seq = any (p_seqs)
      and ((o.kind in (1, 2) and r.state < 2) or (o.kind = 4 and r.state = 0)
        or (o.kind in (1, 4) and r.reference is null and o.reference is not null))
    returning o.kind, old.state as was, old.charge, old.price
  )
  select
    count(*) filter (where was = 0) as left_queued,
    count(*) filter (where was = 1 and kind <> 4) as left_unknown,
    count(*) filter (where was < 2 and kind = 1) as accepted,
    count(*) filter (where was < 2 and kind = 2) as rejected,
    count(*) filter (where was = 0 and kind = 4) as unknown,
    coalesce(sum(price) filter (where was < 2 and kind = 1 and charge = 0), 0) as settled,
    coalesce(sum(price) filter (where was < 2 and kind = 2 and charge = 0), 0) as refunded
  into d from changed;
  c.queued := c.queued - d.left_queued;
  c.unknown := c.unknown - d.left_unknown + d.unknown;
  c.accepted := c.accepted + d.accepted;
  c.rejected := c.rejected + d.rejected;
  c.settled := c.settled + d.settled;
  c.refunded := c.refunded + d.refunded;
  -- New doubt is looked into soon, however long the gaps have become.
  if d.unknown > 0 then
    c.lookup_at := null;
    c.lookups := 0;
  end if;
  -- A chunk may be held for days before it is done; the first that it sent is asked about meanwhile.
  if d.accepted > 0 and c.poll_at is null and c.state <> 'done' then
    c.poll_at := clock_timestamp() + c.poll_after_ms * interval '1 ms';
  end if;

  -- Only the owner empties the intent, and only before the next one is given: after a takeover it belongs to somebody
  -- else, and a repeated call that arrives late must not take a retried row out of the intent that is in flight now.
  if p_current then
    c.intent := array(select s from unnest(c.intent) s where s <> all (p_seqs));
    -- What surely did not leave stays queued and may be found again.
    c.scan_from := least(c.scan_from,
      (select min(o.seq) from unnest(p_seqs, p_kinds) as o (seq, kind) where o.kind = 3));
  end if;
  return c;
end $function$;

create or replace function chunk_resolve(p_message_id bigint, p_chunk_no int, p_seqs int[], p_kinds smallint[],
  p_references text[], p_reasons text[]) returns int language plpgsql
 set enable_nestloop = off set enable_seqscan = off as $$
declare
  c chunk;
  before int;
  known int;
  o record;
begin
  select * into c from chunk k where k.message_id = p_message_id and k.chunk_no = p_chunk_no for update;
  before := c.unknown;
  select array_agg(u.seq) as seqs, array_agg(u.kind) as kinds, array_agg(u.reference) as refs, array_agg(u.reason) as reasons,
      array_agg(null::smallint) as parts, count(*) filter (where u.kind = 1) as sent
    into o
    from unnest(p_seqs, p_kinds, p_references, p_reasons) as u (seq, kind, reference, reason)
    join recipient r on r.message_id = p_message_id and r.seq = u.seq and r.seq = any (p_seqs) and r.state = 1
    where u.kind in (1, 2) and (u.reference is null or not exists (
      select 1 from recipient x where x.reference = u.reference and x.msisdn = r.msisdn
        and (x.message_id, x.seq) <> (r.message_id, r.seq)));
  if o.seqs is null then return 0; end if;
  c := chunk_write_outcomes(c, false, o.seqs, o.kinds, o.refs, o.reasons, o.parts);
  if o.sent > 0 then
    if c.receipts_ended_at is null then
      c.poll_at := coalesce(c.poll_at, clock_timestamp() + c.poll_after_ms * interval '1 ms');
    else
      -- Nobody waits for their receipts any more.
      update recipient r set reason = 'NO_RECEIPT' where r.message_id = c.message_id and r.seq = any (o.seqs)
        and r.state = 2 and r.reason is distinct from 'NO_RECEIPT';
      get diagnostics known = row_count;
      c.no_receipt := c.no_receipt + known;
    end if;
  end if;
  if c.state = 'done' then c := chunk_post(c); end if;
  perform chunk_store(c);
  return before - c.unknown;
end $$;

-- With a list of three suppressions every one of them was read for each sub-batch: a million, after an import.
-- A sub-batch is a hundred numbers: each is looked up by its key, whatever the planner believes about the list.
alter function chunk_choose set enable_seqscan = off;
alter function chunk_choose set enable_hashjoin = off;
alter function chunk_choose set enable_mergejoin = off;
alter function chunk_choose set enable_material = off;

-- Receipts come in the order in which phones answer, so that a batch of them is about half the chunks of a big message: each
-- chunk is given those that are its own, and keeps its plans. For two thousand of them some milliseconds of planning are
-- worth it, for which the size that the tables have now is looked at.
create function chunk_write_receipts(c chunk, batch bigint[])
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

create function analyze_planned(p_message_id bigint) returns void language plpgsql as $$
begin
  execute format('analyze (skip_locked) recipient_%s', p_message_id / 10000);
  analyze (skip_locked) chunk;
end $$;
comment on function analyze_planned is
  'Tells everybody who keeps plans, as soon as this transaction commits, that the tables have grown by a big message:
  autovacuum would say so a minute later.';
