-- The sending protocol. Each function is one round trip and one transaction. They are functions, not one large
-- statement, because under READ COMMITTED every statement inside sees what was committed before it began: after the
-- chunk's lock is held, what is read is current. A single statement that waited for the lock would read the past.
--
-- Lock order everywhere: chunks by key, then recipients, then the message row, then the ledger.
-- Recipient states: 0 queued, 1 unknown, 2 accepted, 3 rejected, 4 blocked, 5 undelivered, 6 expired, 7 delivered, 8 cancelled.

-- Books what left the hold since the last posting of this chunk. Unique by (message, chunk, posting).
create function chunk_post(c chunk) returns chunk language plpgsql as $$
declare
  settle bigint := c.settled - c.posted_settled;
  refund bigint := c.refunded - c.posted_refunded;
begin
  if settle = 0 and refund = 0 then return c; end if;
  c.postings := c.postings + 1;
  if settle > 0 then
    insert into ledger_entry (kind, from_book, to_book, amount, message_id, chunk_no, posting)
    values ('settle', 'held', 'spent', settle, c.message_id, c.chunk_no, c.postings);
  end if;
  if refund > 0 then
    insert into ledger_entry (kind, from_book, to_book, amount, message_id, chunk_no, posting)
    values ('refund', 'held', 'available', refund, c.message_id, c.chunk_no, c.postings);
  end if;
  c.posted_settled := c.settled;
  c.posted_refunded := c.refunded;
  return c;
end $$;

-- The last open chunk gives the message its final state.
create function message_close_chunk(p_message_id bigint) returns void language plpgsql as $$
declare
  left_open int;
  reached bigint;
begin
  update message set open_chunks = open_chunks - 1 where id = p_message_id returning open_chunks into left_open;
  if left_open > 0 then return; end if;
  -- A row that was accepted, or may have been, makes the message sent; a stopped message stays cancelled.
  select coalesce(sum(unknown + accepted + undelivered + expired + delivered), 0) into reached
    from chunk where message_id = p_message_id;
  update message set
    state = case when state = 'cancelled' then state when reached > 0 then 'sent' else 'failed' end,
    finished_at = clock_timestamp()
  where id = p_message_id;
end $$;

create function chunk_store(c chunk) returns void language sql as $$
  update chunk set
    state = c.state, epoch = c.epoch, worker = c.worker, lease_until = c.lease_until, step = c.step, intent = c.intent,
    scan_from = c.scan_from, not_before = c.not_before, done_at = c.done_at,
    poll_at = c.poll_at, poll_no = c.poll_no,
    queued = c.queued, unknown = c.unknown, accepted = c.accepted, rejected = c.rejected, blocked = c.blocked,
    undelivered = c.undelivered, expired = c.expired, delivered = c.delivered, cancelled = c.cancelled,
    no_receipt = c.no_receipt, settled = c.settled, refunded = c.refunded, posted_settled = c.posted_settled,
    posted_refunded = c.posted_refunded, postings = c.postings
  where message_id = c.message_id and chunk_no = c.chunk_no
$$;

-- Winds up what can be wound up: a closing chunk without anything in flight gives its queued rows back, a chunk
-- without queued rows and without anything in flight is done and posted. The caller holds the chunk's lock, has the
-- row in c, and stores what is returned.
create function chunk_settle_down(c chunk) returns chunk language plpgsql as $$
declare
  n int;
  money bigint;
begin
  if c.state = 'closing' and cardinality(c.intent) = 0 and c.queued > 0 then
    with gone as (
      update recipient set state = 8, charge = 2, updated_at = clock_timestamp()
      where message_id = c.message_id and seq between c.chunk_no * 1000 + 1 and c.last_seq and state = 0
      returning price)
    select count(*), coalesce(sum(price), 0) into n, money from gone;
    c.queued := c.queued - n;
    c.cancelled := c.cancelled + n;
    c.refunded := c.refunded + money;
  end if;
  if c.state <> 'done' and c.queued = 0 and cardinality(c.intent) = 0 then
    c.state := 'done';
    c.done_at := clock_timestamp();
    c.worker := null;
    c.lease_until := null;
    if c.accepted > 0 then c.poll_at := c.done_at + c.poll_after_ms * interval '1 ms'; end if;
    -- Stored first: the message's final state is read from the counters of all its chunks.
    perform chunk_store(c);
    perform message_close_chunk(c.message_id);
  end if;
  if c.state = 'done' then c := chunk_post(c); end if;
  return c;
end $$;

-- Takes over one chunk that nobody works on. What the previous owner had in flight and never answered for becomes
-- unknown: nobody knows whether it left. A closing chunk is wound up at once.
create function chunk_claim(p_worker text, p_lease_ms int, p_accounts int[])
returns table (message_id bigint, chunk_no int, epoch int, account_id int, state text) language plpgsql as $$
declare
  c chunk;
  n int;
begin
  select * into c from chunk k
  where k.state in ('open', 'closing')
    and (k.state = 'closing' or k.account_id = any (p_accounts))
    and (k.lease_until is null or k.lease_until < clock_timestamp())
    and (k.state = 'closing' or k.not_before is null or k.not_before <= clock_timestamp())
    and (k.state = 'closing' or k.closes_at is null or k.closes_at > clock_timestamp())
  order by k.priority, k.message_id, k.chunk_no
  limit 1 for update skip locked;
  if not found then return; end if;

  if cardinality(c.intent) > 0 then
    update recipient r set state = 1, reason = 'INTERRUPTED', updated_at = clock_timestamp()
    where r.message_id = c.message_id and r.seq = any (c.intent) and r.state = 0;
    get diagnostics n = row_count;
    c.queued := c.queued - n;
    c.unknown := c.unknown + n;
    c.intent := '{}';
  end if;
  c.epoch := c.epoch + 1;
  c.step := 0;
  c.worker := p_worker;
  c.lease_until := clock_timestamp() + p_lease_ms * interval '1 ms';
  c := chunk_settle_down(c);
  perform chunk_store(c);
  return query select c.message_id, c.chunk_no, c.epoch, c.account_id, c.state;
end $$;

-- Writes outcomes. Whatever the epoch and state: what happened, happened. Kinds: 1 accepted, 2 refused,
-- 3 surely not sent, 4 unknown. Deltas come from the rows that really changed, so a repeated call changes nothing.
create function chunk_write_outcomes(c chunk, p_current boolean, p_seqs int[], p_kinds smallint[], p_references text[],
  p_reasons text[], p_parts smallint[]) returns chunk language plpgsql as $$
declare
  d record;
begin
  with outcome as (
    select o.seq, o.kind, o.reference, o.reason, o.parts, r.state as was, r.charge, r.price
    from unnest(p_seqs, p_kinds, p_references, p_reasons, p_parts) as o (seq, kind, reference, reason, parts)
    join recipient r on r.message_id = c.message_id and r.seq = o.seq
  ), changed as (
    update recipient r set
      state = case when o.kind = 1 and o.was < 2 then 2 when o.kind = 2 and o.was < 2 then 3
                   when o.kind = 4 and o.was = 0 then 1 else r.state end,
      charge = case when o.charge <> 0 or o.was > 1 or o.kind = 4 then r.charge when o.kind = 1 then 1 else 2 end,
      -- A receipt may have been quicker than the answer: then the answer only adds the reference.
      reference = coalesce(r.reference, o.reference),
      reason = case when o.was < 2 then o.reason else r.reason end,
      billed_parts = coalesce(o.parts, r.billed_parts),
      updated_at = clock_timestamp()
    from outcome o
    where r.message_id = c.message_id and r.seq = o.seq
      and ((o.kind in (1, 2) and o.was < 2) or (o.kind = 4 and o.was = 0)
        or (o.kind = 1 and r.reference is null and o.reference is not null))
    returning o.kind, o.was, o.charge, o.price
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

  -- Only the owner empties the intent, and only before the next one is given: after a takeover it belongs to somebody
  -- else, and a repeated call that arrives late must not take a retried row out of the intent that is in flight now.
  if p_current then
    c.intent := array(select s from unnest(c.intent) s where s <> all (p_seqs));
    -- What surely did not leave stays queued and may be found again.
    c.scan_from := least(c.scan_from,
      (select min(o.seq) from unnest(p_seqs, p_kinds) as o (seq, kind) where o.kind = 3));
  end if;
  return c;
end $$;

-- Chooses the next intent: queued rows that are in no intent, at most p_want; the suppressed become blocked instead.
create function chunk_choose(c chunk, p_want int) returns chunk language plpgsql as $$
declare
  chosen int[];
  stopped int[];
  n int;
  money bigint;
begin
  chosen := array(select seq from recipient where message_id = c.message_id and seq between c.scan_from and c.last_seq
    and state = 0 order by seq limit p_want);
  if cardinality(chosen) = 0 and c.queued > 0 then
    chosen := array(select seq from recipient where message_id = c.message_id
      and seq between c.chunk_no * 1000 + 1 and c.last_seq and state = 0 order by seq limit p_want);
  end if;
  stopped := array(select r.seq from recipient r where r.message_id = c.message_id and r.seq = any (chosen)
    and exists (select 1 from suppression s where s.key = suppression_key(r.msisdn)
      and (s.sender_id is null or s.sender_id = c.sender_id)));
  if cardinality(stopped) > 0 then
    with gone as (
      update recipient set state = 4, charge = 2, reason = 'SUPPRESSED', updated_at = clock_timestamp()
      where message_id = c.message_id and seq = any (stopped) and state = 0 returning price)
    select count(*), coalesce(sum(price), 0) into n, money from gone;
    c.queued := c.queued - n;
    c.blocked := c.blocked + n;
    c.refunded := c.refunded + money;
  end if;
  c.intent := array(select s from unnest(chosen) s where s <> all (stopped));
  c.scan_from := coalesce(chosen[cardinality(chosen)] + 1, c.scan_from);
  return c;
end $$;

-- The one round trip of a sub-batch: writes the outcomes of the last one and, if the caller still owns the chunk and
-- it is open, commits and returns the next intent. Only an intent that is returned here may be sent.
-- p_step is the number of intents that the caller has been given. If a call was repeated because its answer was lost,
-- the chunk is a step ahead: then `orphans` names rows whose intent was committed and that the caller surely did not send.
create function chunk_step(p_message_id bigint, p_chunk_no int, p_epoch int, p_step int,
  p_seqs int[], p_kinds smallint[], p_references text[], p_reasons text[], p_parts smallint[],
  p_want int, p_lease_ms int, p_release boolean)
returns table (owns boolean, step int, state text, queued int, orphans int[], intent json) language plpgsql as $$
declare
  c chunk;
  may_send boolean;
  given json := '[]';
  lost int[] := '{}';
begin
  select * into c from chunk k where k.message_id = p_message_id and k.chunk_no = p_chunk_no for update;
  owns := c.epoch = p_epoch and c.state <> 'done';
  if cardinality(p_seqs) > 0 then
    c := chunk_write_outcomes(c, owns and c.step = p_step, p_seqs, p_kinds, p_references, p_reasons, p_parts);
  end if;
  if owns then
    if c.step > p_step then lost := c.intent; end if;
    may_send := p_want > 0 and c.step = p_step and c.state = 'open' and cardinality(c.intent) = 0
      and (c.closes_at is null or c.closes_at > clock_timestamp());
    if may_send then
      c := chunk_choose(c, p_want);
      c.step := c.step + 1;
      select coalesce(json_agg(json_build_array(r.seq, r.msisdn, r.parts, r.variables) order by r.seq), '[]') into given
        from recipient r where r.message_id = c.message_id and r.seq = any (c.intent);
    end if;
    c.lease_until := clock_timestamp() + p_lease_ms * interval '1 ms';
    if p_release and cardinality(c.intent) = 0 then
      c.lease_until := null;
      c.worker := null;
    end if;
  end if;
  if owns or c.state = 'done' then c := chunk_settle_down(c); end if;
  perform chunk_store(c);
  return query select owns, c.step, c.state, c.queued, lost, given;
end $$;

-- Says that the worker still works on the chunk while requests are out.
create function chunk_renew(p_message_id bigint, p_chunk_no int, p_epoch int, p_lease_ms int) returns void language sql as $$
  update chunk set lease_until = clock_timestamp() + p_lease_ms * interval '1 ms'
  where message_id = p_message_id and chunk_no = p_chunk_no and epoch = p_epoch and lease_until is not null
$$;

-- Leases tokens of the account's rate (at most one second's worth, gone after two whether used or not) and in-flight
-- slots of its limit, shared by all workers. Returns how many of each are granted.
create function account_lease(p_account_id int, p_worker text, p_tokens int, p_slots int, p_lease_ms int)
returns table (tokens int, slots int) language plpgsql as $$
declare
  a account;
  from_time timestamptz;
  others int;
begin
  select * into a from account where id = p_account_id;
  tokens := 0;
  slots := 0;
  insert into account_pace (account_id) values (p_account_id) on conflict do nothing;
  select greatest(tokens_until, clock_timestamp()) into from_time from account_pace where account_id = p_account_id for update;
  if not a.enabled or a.not_before > clock_timestamp() then return next; return; end if;
  tokens := greatest(0, least(p_tokens,
    floor(extract(epoch from clock_timestamp() + interval '1 second' - from_time) * a.rate_per_second)::int));
  update account_pace set tokens_until = from_time + tokens * (interval '1 second' / a.rate_per_second)
    where account_id = p_account_id;
  delete from account_slot where account_id = p_account_id and expires_at < clock_timestamp();
  select coalesce(sum(s.slots), 0) into others from account_slot s where account_id = p_account_id and worker <> p_worker;
  slots := greatest(0, least(p_slots, a.max_in_flight - others));
  insert into account_slot (account_id, worker, slots, expires_at)
    values (p_account_id, p_worker, slots, clock_timestamp() + p_lease_ms * interval '1 ms')
    on conflict (account_id, worker) do update set slots = excluded.slots, expires_at = excluded.expires_at;
  return next;
end $$;

-- Applies what providers reported, forward only: queued < unknown < accepted < every final state, and the first final
-- state stays. Returns how many receipts were looked at.
create function receipts_apply(p_limit int) returns int language plpgsql as $$
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
    select distinct on (t.id) t.id, r.message_id, r.seq
    from receipt t
    join recipient r on r.message_id = split_part(t.our_reference, '.', 2)::bigint
      and r.seq = split_part(t.our_reference, '.', 3)::int
    join installation i on i.era = split_part(t.our_reference, '.', 1)
    join chunk k on k.message_id = r.message_id and k.chunk_no = (r.seq - 1) / 1000 and k.account_id = t.account_id
    where t.id = any (batch) and t.message_id is null and t.our_reference ~ '^[a-z0-9]+\.[0-9]{1,18}\.[0-9]{1,9}$'
  ) f where t.id = f.id;
  update receipt t set message_id = f.message_id, seq = f.seq from (
    select t.id, min(r.message_id) as message_id, min(r.seq) as seq
    from receipt t
    join recipient r on r.reference = t.reference and (t.msisdn is null or r.msisdn = t.msisdn)
    join chunk k on k.message_id = r.message_id and k.chunk_no = (r.seq - 1) / 1000 and k.account_id = t.account_id
    where t.id = any (batch) and t.message_id is null and t.reference is not null
    group by t.id having count(*) = 1
  ) f where t.id = f.id;

  for c in
    select k.* from chunk k where (k.message_id, k.chunk_no) in (
      select t.message_id, (t.seq - 1) / 1000 from receipt t where t.id = any (batch) and t.message_id is not null)
    order by k.message_id, k.chunk_no for update
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
    if c.accepted = 0 then c.poll_at := null; end if;
    -- Nothing but the owner or the next claimant ends a chunk; a chunk that is done only books what changed.
    if c.state = 'done' then c := chunk_post(c); end if;
    perform chunk_store(c);
  end loop;

  update receipt set
    applied_at = case when message_id is not null then clock_timestamp() end,
    attempts = attempts + 1,
    -- A receipt may come before the answer to its send is stored: asked again with growing gaps for three days.
    next_attempt_at = case
      when message_id is not null or received_at < clock_timestamp() - interval '72 hours' then null
      else clock_timestamp() + least(interval '1 second' * power(2, attempts), interval '1 hour') end
  where id = any (batch);
  return cardinality(batch);
end $$;

-- Winds up closing chunks that nobody holds, at most p_limit, so that a cancelled message of ordinary size has given its
-- credits back before the cancel answers. The rest is wound up by whoever claims it.
create function message_wind_up(p_message_id bigint, p_limit int) returns void language plpgsql as $$
declare
  c chunk;
begin
  for c in
    select k.* from chunk k where k.message_id = p_message_id and k.state = 'closing' and cardinality(k.intent) = 0
      and (k.lease_until is null or k.lease_until < clock_timestamp())
    order by k.chunk_no limit p_limit for update
  loop
    c.epoch := c.epoch + 1;
    c := chunk_settle_down(c);
    perform chunk_store(c);
  end loop;
end $$;
