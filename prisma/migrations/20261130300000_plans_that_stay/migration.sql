-- More of what a connection keeps a plan of, and reads whole once the table has grown. With a list of three suppressions
-- every one of them was read for each sub-batch: a million, after an import. With a few receipts all of them were read
-- five times for each two thousand that came in; and their recipients were looked for from the account's chunks on, in all
-- of a message for each receipt and chunk.
--
-- A sub-batch is a hundred numbers: each is looked up by its key, whatever the planner believes about the list.
alter function chunk_choose set enable_seqscan = off;
alter function chunk_choose set enable_hashjoin = off;
alter function chunk_choose set enable_mergejoin = off;
alter function chunk_choose set enable_material = off;

-- Two thousand receipts are worth some milliseconds of planning, for which the size that the table has now is looked at.
-- What is done chunk by chunk keeps its plans.
create or replace function receipts_apply(p_limit integer, p_window_hours integer)
 RETURNS integer
 LANGUAGE plpgsql
 set plan_cache_mode = force_custom_plan
AS $function$
declare
  batch bigint[];
  c chunk;
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
  for c in
    select k.* from chunk k where (k.message_id, k.chunk_no) in (
      select t.message_id, (t.seq - 1) / 1000 from receipt t where t.id = any (batch) and t.message_id is not null)
    order by k.message_id, k.chunk_no
  loop
    perform chunk_store(chunk_write_receipts(c, batch));
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
alter function chunk_write_receipts set plan_cache_mode = auto;

drop function analyze_recipients_of;
create function analyze_planned(p_message_id bigint) returns void language plpgsql as $$
begin
  execute format('analyze (skip_locked) recipient_%s', p_message_id / 10000);
  analyze (skip_locked) chunk;
end $$;
comment on function analyze_planned is
  'Tells everybody who keeps plans, as soon as this transaction commits, that the tables have grown by a big message:
  autovacuum would say so a minute later.';
