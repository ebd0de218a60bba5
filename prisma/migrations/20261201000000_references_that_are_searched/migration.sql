-- A row was searched by the provider's reference through an index that every outcome had to write, and with it the
-- primary key's, because a row whose indexed columns change moves. That was more than half of what storing an outcome costs.
-- Few rows are searched like that: those of providers whose pushed receipts name nothing else, and of those whose past sends
-- are looked up, where a reference may be another row's already. Only these have a key now; all others stay in their place.
alter table chunk add by_reference boolean not null default true;
comment on column chunk.by_reference is 'Its rows may be searched by the provider''s reference, so each gets a key for that.';
alter table recipient add reference_key bigint;
comment on column recipient.reference_key is 'A hash of the reference, only where rows are searched by it.';
update chunk k set by_reference = false from account a
  where a.id = k.account_id and a.provider in ('send2', 'twochat', 'rehearsal');
update recipient r set reference_key = hashtextextended(r.reference, 0) from chunk k
  where k.by_reference and r.message_id = k.message_id and r.seq between k.chunk_no * 1000 + 1 and k.last_seq
    and r.reference is not null;
drop index recipient_reference;
-- Numbers in a B-tree: a hash index takes longer to write, and so do the references themselves.
create index recipient_by_reference on recipient (reference_key) where reference_key is not null;

-- Writes outcomes. Whatever the epoch and state: what happened, happened. Kinds: 1 accepted, 2 refused, 3 surely not
-- sent, 4 unknown. Deltas come from the rows that really changed, so a repeated call changes nothing.
CREATE OR REPLACE FUNCTION public.chunk_write_outcomes(c chunk, p_current boolean, p_seqs integer[], p_kinds smallint[], p_references text[], p_reasons text[], p_parts smallint[], p_networks smallint[] DEFAULT NULL::smallint[])
 RETURNS chunk
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
 SET enable_seqscan TO 'off'
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
      reference_key = case when c.by_reference then hashtextextended(coalesce(r.reference, o.reference), 0) end,
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

-- Writes what these receipts, all of them about recipients of this chunk, say about them, forward only. The caller
-- holds the chunk's lock and stores what is returned.
CREATE OR REPLACE FUNCTION public.chunk_write_receipts(c chunk, batch bigint[])
 RETURNS chunk
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'auto'
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
      reference_key = case when c.by_reference then hashtextextended(coalesce(r.reference, n.reference), 0) end,
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

-- Writes what a look-up of past sends, or a person, says about rows of unknown outcome. Kinds as for outcomes: 1 it
-- was sent, 2 it surely never was. A reference under which another recipient with the same number is known already is
-- evidence about that one, so it says nothing here. Returns how many rows changed.
CREATE OR REPLACE FUNCTION public.chunk_resolve(p_message_id bigint, p_chunk_no integer, p_seqs integer[], p_kinds smallint[], p_references text[], p_reasons text[])
 RETURNS integer
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
 SET enable_seqscan TO 'off'
AS $function$
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
      select 1 from recipient x where x.reference_key = hashtextextended(u.reference, 0)
        and x.reference = u.reference and x.msisdn = r.msisdn and (x.message_id, x.seq) <> (r.message_id, r.seq)));
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
end $function$;

-- Applies what providers reported, forward only: queued < unknown < accepted < every final state, and the first final
-- state stays. What matches nothing yet is tried again with growing gaps until p_window_hours after it came. Returns
-- how many receipts were looked at.
CREATE OR REPLACE FUNCTION public.receipts_apply(p_limit integer, p_window_hours integer)
 RETURNS integer
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
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
      where r.reference_key = hashtextextended(t.reference, 0) and r.reference = t.reference
        and (t.msisdn is null or r.msisdn = t.msisdn) offset 0) r
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
