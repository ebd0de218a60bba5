-- The functions of the database as they are now, the sending protocol among them (begin with chunk_step). Made by
-- prisma/functions.db.test.ts from what the migrations leave; nothing reads this file.

-- Tokens of the account's rate for questions to its provider: receipts, past sends. They count as requests like any
-- other, also where nothing may be sent, because what was sent before is still asked about.
CREATE OR REPLACE FUNCTION public.account_ask(p_account_id integer, p_want integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  a account;
  until timestamptz;
  here timestamptz;
  tokens int;
begin
  select * into a from account where id = p_account_id;
  insert into account_pace (account_id) values (p_account_id) on conflict do nothing;
  select tokens_until into until from account_pace where account_id = p_account_id for update;
  here := clock_timestamp();
  if a.not_before > here then return 0; end if;
  tokens := pace_tokens(until, here, a.rate_per_second, p_want);
  update account_pace set tokens_until = pace_after(until, here, a.rate_per_second, tokens)
    where account_id = p_account_id and tokens > 0;
  return tokens;
end $function$;

-- The provider asked for patience, or could not be reached: the whole account waits, for all workers. Each time in a
-- row that it cannot be reached doubles the wait, up to five minutes; several requests that fail together are one
-- time. What failed long ago and was not tried since is forgotten.
CREATE OR REPLACE FUNCTION public.account_delay(p_account_id integer, p_delay_ms integer, p_unreachable boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  a account;
  here timestamptz;
begin
  select * into a from account where id = p_account_id for update;
  here := clock_timestamp();
  if not p_unreachable then
    update account set not_before = greatest(not_before, here + p_delay_ms * interval '1 ms') where id = p_account_id;
    return;
  end if;
  if a.not_before > here then return; end if;
  if a.not_before < here - interval '10 minutes' then
    a.failures := 0;
    a.failing_since := null;
  end if;
  update account set
    failures = a.failures + 1,
    failing_since = coalesce(a.failing_since, here),
    not_before = here + interval '1 ms'
      * least(p_delay_ms * power(2, least(a.failures, 10)), greatest(p_delay_ms, 300000))
  where id = p_account_id;
end $function$;

-- Leases tokens of the account's rate and in-flight slots of its limit, shared by all workers, and says how many of
-- each are granted. Tokens reach at most a quarter of a second ahead (or one token), so that a provider which counts
-- by the second never sees much more than the rate; they are gone after two seconds whether used or not. Slots are
-- shared evenly among the workers that want some; what is in use cannot be taken away.
CREATE OR REPLACE FUNCTION public.account_lease(p_account_id integer, p_worker text, p_tokens integer, p_slots integer, p_in_use integer, p_lease_ms integer)
 RETURNS TABLE(tokens integer, slots integer)
 LANGUAGE plpgsql
AS $function$
declare
  a account;
  from_time timestamptz;
  here timestamptz;
  others int;
  workers int;
begin
  select * into a from account where id = p_account_id;
  select tokens_until into from_time from account_pace where account_id = p_account_id for update;
  if not found then
    insert into account_pace (account_id) values (p_account_id) on conflict do nothing;
    select tokens_until into from_time from account_pace where account_id = p_account_id for update;
  end if;
  here := clock_timestamp();
  tokens := 0;
  slots := 0;
  if a.enabled and a.attention is null and (a.not_before is null or a.not_before <= here) then
    tokens := pace_tokens(from_time, here, a.rate_per_second, p_tokens);
    update account_pace set tokens_until = pace_after(from_time, here, a.rate_per_second, tokens)
      where account_id = p_account_id and tokens > 0;
  end if;
  delete from account_slot s where s.account_id = p_account_id
    and (s.expires_at < here or s.expires_at > here + p_lease_ms * interval '1 ms' + interval '1 minute');
  select coalesce(sum(s.slots), 0), count(*) into others, workers
    from account_slot s where s.account_id = p_account_id and s.worker <> p_worker;
  slots := greatest(0, least(p_slots, ceil(a.max_in_flight / (workers + 1.0))::int, a.max_in_flight - others));
  insert into account_slot (account_id, worker, slots, expires_at)
    values (p_account_id, p_worker, greatest(slots, p_in_use), here + p_lease_ms * interval '1 ms')
    on conflict (account_id, worker) do update set slots = excluded.slots, expires_at = excluded.expires_at;
  return next;
end $function$;

-- Tells everybody who keeps plans, as soon as this transaction commits, that the tables have grown by a big message:
-- autovacuum would say so a minute later.
CREATE OR REPLACE FUNCTION public.analyze_planned(p_message_id bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('analyze (skip_locked) recipient_%s', p_message_id / 10000);
  analyze (skip_locked) chunk;
end $function$;

-- Chooses the next intent: queued rows that are in no intent, at most p_want; the suppressed become blocked instead.
CREATE OR REPLACE FUNCTION public.chunk_choose(c chunk, p_want integer)
 RETURNS chunk
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET enable_material TO 'off'
AS $function$
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
end $function$;

-- Takes over one chunk of a message that nobody works on. What the previous owner had in flight and never answered for
-- becomes unknown: nobody knows whether it left; if it did, not before its intent was given. A closing chunk is wound
-- up at once, also where nothing may be sent. A lease longer than any that is given was left behind by a clock that
-- has been set back. Chunks that the caller itself still works on (p_mine) are left alone, whatever their lease: it
-- has what came of their requests in hand, and may know that an intent whose answer was lost was never sent.
CREATE OR REPLACE FUNCTION public.chunk_claim(p_worker text, p_lease_ms integer, p_message_id bigint, p_mine integer[] DEFAULT '{}'::integer[])
 RETURNS TABLE(message_id bigint, chunk_no integer, epoch integer, account_id integer, state text)
 LANGUAGE plpgsql
AS $function$
declare
  allowed boolean := sending_allowed();
  c chunk;
  n int;
begin
  select * into c from chunk k
  where k.message_id = p_message_id and k.state in ('open', 'closing') and k.chunk_no <> all (p_mine)
    and (k.lease_until is null or k.lease_until < clock_timestamp()
      or k.lease_until > clock_timestamp() + p_lease_ms * interval '1 ms' + interval '1 minute')
    and (k.state = 'closing' or (allowed
      and (k.not_before is null or k.not_before <= clock_timestamp())
      and (k.closes_at is null or k.closes_at > clock_timestamp())))
  order by k.chunk_no
  limit 1 for update skip locked;
  if not found then return; end if;

  if cardinality(c.intent) > 0 then
    update recipient r set state = 1, reason = 'INTERRUPTED', updated_at = coalesce(c.intent_at, clock_timestamp())
    where r.message_id = c.message_id and r.seq = any (c.intent) and r.state = 0;
    get diagnostics n = row_count;
    c.queued := c.queued - n;
    c.unknown := c.unknown + n;
    c.intent := '{}';
    c.lookup_at := null;
    c.lookups := 0;
  end if;
  c.epoch := c.epoch + 1;
  c.step := 0;
  c.worker := p_worker;
  c.lease_until := clock_timestamp() + p_lease_ms * interval '1 ms';
  c := chunk_settle_down(c);
  perform chunk_store(c);
  return query select c.message_id, c.chunk_no, c.epoch, c.account_id, c.state;
end $function$;

-- Every queued row of a chunk becomes unknown: this database may be a copy whose original has sent them since. The
-- chunk stays held until a person has looked.
CREATE OR REPLACE FUNCTION public.chunk_doubt(p_message_id bigint, p_chunk_no integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  c chunk;
  n int;
begin
  select * into c from chunk k where k.message_id = p_message_id and k.chunk_no = p_chunk_no for update;
  if c.state = 'done' or c.state = 'closing' then return 0; end if;
  update recipient r set state = 1, reason = 'RESTORED', updated_at = clock_timestamp()
  where r.message_id = c.message_id and r.seq between c.chunk_no * 1000 + 1 and c.last_seq and r.state = 0;
  get diagnostics n = row_count;
  c.queued := c.queued - n;
  c.unknown := c.unknown + n;
  c.intent := '{}';
  c.epoch := c.epoch + 1;
  c.worker := null;
  c.lease_until := null;
  perform chunk_store(c);
  return n;
end $function$;

-- Ends the wait for receipts of a chunk that is done: accepted rows of which nothing was heard say so where receipts
-- were to be expected, and what is still unknown counts as billed.
CREATE OR REPLACE FUNCTION public.chunk_end_receipts(p_message_id bigint, p_chunk_no integer, p_expected boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  c chunk;
  n int := 0;
  money bigint;
begin
  select * into c from chunk k where k.message_id = p_message_id and k.chunk_no = p_chunk_no for update;
  if c.state <> 'done' or c.receipts_ended_at is not null then return; end if;
  if p_expected and c.accepted > c.no_receipt then
    update recipient r set reason = 'NO_RECEIPT', updated_at = clock_timestamp()
    where r.message_id = c.message_id and r.seq between c.chunk_no * 1000 + 1 and c.last_seq
      and r.state = 2 and r.reason is distinct from 'NO_RECEIPT';
    get diagnostics n = row_count;
  end if;
  c.no_receipt := c.no_receipt + n;
  if c.unknown > 0 then
    with billed as (
      update recipient r set charge = 1 where r.message_id = c.message_id
        and r.seq between c.chunk_no * 1000 + 1 and c.last_seq and r.state = 1 and r.charge = 0
      returning r.price)
    select coalesce(sum(price), 0) into money from billed;
    c.settled := c.settled + money;
  end if;
  c.receipts_ended_at := clock_timestamp();
  c.poll_at := null;
  c := chunk_post(c);
  perform chunk_store(c);
end $function$;

-- Books what left the hold since the last posting of this chunk. Unique by (message, chunk, posting).
CREATE OR REPLACE FUNCTION public.chunk_post(c chunk)
 RETURNS chunk
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'auto'
AS $function$
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
end $function$;

-- Says that the worker still works on the chunk while requests are out.
CREATE OR REPLACE FUNCTION public.chunk_renew(p_message_id bigint, p_chunk_no integer, p_epoch integer, p_lease_ms integer)
 RETURNS void
 LANGUAGE sql
AS $function$
  update chunk set lease_until = clock_timestamp() + p_lease_ms * interval '1 ms'
  where message_id = p_message_id and chunk_no = p_chunk_no and epoch = p_epoch and lease_until is not null
$function$;

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

-- Winds up what can be wound up: a closing chunk without anything in flight gives its queued rows back, a chunk
-- without queued rows and without anything in flight is done and posted. The caller holds the chunk's lock, has the
-- row in c, and stores what is returned.
CREATE OR REPLACE FUNCTION public.chunk_settle_down(c chunk)
 RETURNS chunk
 LANGUAGE plpgsql
AS $function$
declare
  n int;
  money bigint;
begin
  if c.state = 'closing' and cardinality(c.intent) = 0 and c.queued > 0 then
    with gone as (
      update recipient set state = 8, charge = 2, updated_at = clock_timestamp(),
        reason = (select m.reason from message m where m.id = c.message_id and m.reason = 'NOT_AFTER')
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
end $function$;

-- The one round trip of a sub-batch: writes the outcomes of the last one and, if the caller still owns the chunk and
-- it may leave now, commits and returns the next intent. Only an intent that is returned here may be sent. p_step is
-- the number of intents that the caller has been given. If a call was repeated because its answer was lost, the chunk
-- is a step ahead: then `orphans` names rows whose intent was committed and that the caller surely did not send. A
-- caller that is given nothing and has nothing in flight loses the chunk at once, and with it this epoch: a statement
-- of it that the network still holds can then give nobody an intent.
CREATE OR REPLACE FUNCTION public.chunk_step(p_message_id bigint, p_chunk_no integer, p_epoch integer, p_step integer, p_seqs integer[], p_kinds smallint[], p_references text[], p_reasons text[], p_parts smallint[], p_want integer, p_lease_ms integer, p_release boolean, p_networks smallint[] DEFAULT NULL::smallint[], p_doubt_ms integer DEFAULT 0)
 RETURNS TABLE(owns boolean, step integer, state text, queued integer, orphans integer[], intent json)
 LANGUAGE plpgsql
AS $function$
declare
  c chunk;
  may_send boolean := false;
  given json := '[]';
  lost int[] := '{}';
begin
  select * into c from chunk k where k.message_id = p_message_id and k.chunk_no = p_chunk_no for update;
  owns := c.epoch = p_epoch and c.state <> 'done';
  if cardinality(p_seqs) > 0 then
    c := chunk_write_outcomes(c, owns and c.step = p_step, p_seqs, p_kinds, p_references, p_reasons, p_parts,
      p_networks);
  end if;
  if owns then
    if c.step > p_step then lost := c.intent; end if;
    may_send := p_want > 0 and c.step = p_step and c.state = 'open' and cardinality(c.intent) = 0
      and c.lease_until > clock_timestamp()
      and (c.not_before is null or c.not_before <= clock_timestamp())
      and (c.closes_at is null or c.closes_at > clock_timestamp());
    if may_send then
      c := chunk_choose(c, p_want);
      c.step := c.step + 1;
      c.intent_at := clock_timestamp();
      c.doubt_ms := greatest(c.doubt_ms, p_doubt_ms);
      select coalesce(json_agg(json_build_array(r.seq, r.msisdn, r.parts, r.variables) order by r.seq), '[]') into given
        from recipient r where r.message_id = c.message_id and r.seq = any (c.intent);
    end if;
    if cardinality(c.intent) > 0 or (may_send and not p_release) then
      c.lease_until := clock_timestamp() + p_lease_ms * interval '1 ms';
    else
      owns := false;
      c.epoch := c.epoch + 1;
      c.lease_until := null;
      c.worker := null;
    end if;
    c := chunk_settle_down(c);
  elsif c.state = 'done' then
    c := chunk_settle_down(c);
  end if;
  perform chunk_store(c);
  return query select owns and c.state <> 'done', c.step, c.state, c.queued, lost, given;
end $function$;

-- Writes the chunk back as the caller has changed it.
CREATE OR REPLACE FUNCTION public.chunk_store(c chunk)
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'auto'
AS $function$
begin
  update chunk set
    state = c.state, epoch = c.epoch, worker = c.worker, lease_until = c.lease_until, step = c.step, intent = c.intent,
    intent_at = c.intent_at, scan_from = c.scan_from, done_at = c.done_at, poll_at = c.poll_at,
    queued = c.queued, unknown = c.unknown, accepted = c.accepted, rejected = c.rejected, blocked = c.blocked,
    undelivered = c.undelivered, expired = c.expired, delivered = c.delivered, cancelled = c.cancelled,
    no_receipt = c.no_receipt, settled = c.settled, refunded = c.refunded, posted_settled = c.posted_settled,
    posted_refunded = c.posted_refunded, postings = c.postings, receipts_ended_at = c.receipts_ended_at,
    lookup_at = c.lookup_at, lookups = c.lookups, doubt_ms = c.doubt_ms
  where message_id = c.message_id and chunk_no = c.chunk_no;
end $function$;

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

-- What the index looks through. pg_trgm sees no letters in Thai where the database's character type is C, as ours is,
-- so each Thai letter stands there as an ASCII one. Several share one; the words themselves are compared afterwards.
CREATE OR REPLACE FUNCTION public.contact_search_key(words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select case when octet_length(words) = length(words) then words else translate(words,
    'กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะัาำิีึืฺุู฿เแโใไๅๆ็่้๊๋์ํ๎๏๐๑๒๓๔๕๖๗๘๙๚๛',
    'abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmno') end
$function$;

-- Makes the partition that holds a message. Whole partitions are dropped when their messages are old. Made apart and
-- then attached: creating it in place would lock out everybody who is sending.
CREATE OR REPLACE FUNCTION public.ensure_recipient_partition(p_message_id bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  size constant bigint := 10000;
  no bigint := p_message_id / size;
  part text := format('recipient_%s', no);
begin
  if to_regclass(part) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('recipient_partition'));
  if to_regclass(part) is not null then return; end if;
  execute format('create table %I (like recipient including all) with (fillfactor = 40)', part);
  execute format('alter table recipient attach partition %I for values from (%s) to (%s)',
    part, no * size, (no + 1) * size);
end $function$;

-- The number of members is kept per statement, so that a page of groups counts nothing.
CREATE OR REPLACE FUNCTION public.group_member_count()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    update contact_group g set members = members + n.n
      from (select group_id, count(*) as n from changed group by group_id order by group_id) n where g.id = n.group_id;
  else
    update contact_group g set members = members - n.n
      from (select group_id, count(*) as n from changed group by group_id order by group_id) n where g.id = n.group_id;
  end if;
  return null;
end $function$;

-- How long nobody may have worked before a person is asked.
CREATE OR REPLACE FUNCTION public.installation_grace()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
AS $function$ select interval '15 minutes' $function$;

-- What tells this database from a copy of it: where it stands, and as what.
CREATE OR REPLACE FUNCTION public.installation_identity(OUT system_identifier text, OUT timeline text, OUT database_oid bigint, OUT table_oid bigint)
 RETURNS record
 LANGUAGE sql
 STABLE
AS $function$
  select s.system_identifier::text, substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8), d.oid::bigint,
    to_regclass('installation')::oid::bigint
  from pg_control_system() s, pg_database d where d.datname = current_database()
$function$;

-- An entry names its books by foreign keys, whose checks lock both rows in share before this trigger runs. Asking for
-- the whole row then made two bookings of the same moment wait for each other; only the balance changes, so its lock
-- is enough.
CREATE OR REPLACE FUNCTION public.ledger_entry_apply()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- One book is the lock of all: two postings that touch the same books in another order cannot deadlock.
  perform 1 from ledger_book where name = 'held' for no key update;
  update ledger_book set balance = balance - new.amount where name = new.from_book;
  update ledger_book set balance = balance + new.amount where name = new.to_book;
  return null;
end $function$;

-- The last open chunk gives the message its final state.
CREATE OR REPLACE FUNCTION public.message_close_chunk(p_message_id bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  left_open int;
begin
  update message set open_chunks = open_chunks - 1 where id = p_message_id returning open_chunks into left_open;
  if left_open <= 0 then perform message_finish(p_message_id); end if;
end $function$;

-- A row that was accepted makes the message sent, also where a receipt rejected it before the last chunk ended: else
-- the state would hang on which came first. What is settled was accepted; rows are looked at only where nothing else
-- says so, since a price may be nothing.
CREATE OR REPLACE FUNCTION public.message_finish(p_message_id bigint)
 RETURNS void
 LANGUAGE sql
AS $function$
  update message m set
    state = case
      when m.state = 'cancelled' then m.state
      when s.reached > 0 then 'sent'
      when exists (select 1 from recipient r where r.message_id = p_message_id and r.charge = 1) then 'sent'
      else 'failed' end,
    reason = case when m.reason in ('NOT_AFTER', 'RESTORED') then m.reason end,
    reason_details = case when m.reason in ('NOT_AFTER', 'RESTORED') then m.reason_details end,
    open_chunks = 0,
    finished_at = coalesce(m.finished_at, clock_timestamp())
  from (select coalesce(sum(unknown + accepted + undelivered + expired + delivered + settled), 0) as reached
    from chunk where message_id = p_message_id) s
  where m.id = p_message_id
$function$;

-- As account_lease, for a message that has a rate of its own.
CREATE OR REPLACE FUNCTION public.message_lease(p_message_id bigint, p_tokens integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  p message_pace;
  tokens int;
begin
  select * into p from message_pace where message_id = p_message_id for update;
  if not found then return p_tokens; end if;
  tokens := pace_tokens(p.tokens_until, clock_timestamp(), p.rate_per_second, p_tokens);
  update message_pace set tokens_until = pace_after(p.tokens_until, clock_timestamp(), p.rate_per_second, tokens)
    where message_id = p_message_id and tokens > 0;
  return tokens;
end $function$;

-- Sets when each chunk that is not done may leave: in its hours from the message's time on, and before the message's
-- validity ends. Called when a plan ends and when a message is given another time.
CREATE OR REPLACE FUNCTION public.message_set_windows(p_message_id bigint)
 RETURNS void
 LANGUAGE sql
AS $function$
  update chunk k set not_before = w.opens, closes_at = least(w.closes, w.not_after)
  from (
    select c.message_id, c.chunk_no, n.opens, n.closes, m.not_after
    from message m join chunk c on c.message_id = m.id
    left join lateral next_window(c.zone, c.window_from, c.window_to, c.window_days, greatest(m.due_at, clock_timestamp())) n
      on c.zone is not null
    where m.id = p_message_id and c.state <> 'done' and (c.zone is not null or m.not_after is not null)) w
  where k.message_id = w.message_id and k.chunk_no = w.chunk_no;
  update message m set due_at = f.first
  from (select min(coalesce(k.not_before, '-infinity')) as first from chunk k
    where k.message_id = p_message_id and k.state <> 'done') f
  where m.id = p_message_id and f.first > greatest(m.due_at, clock_timestamp())
$function$;

-- Winds up closing chunks that nobody holds, at most p_limit, so that a cancelled message of ordinary size has given
-- its credits back before the cancel answers. The rest is wound up by whoever claims it.
CREATE OR REPLACE FUNCTION public.message_wind_up(p_message_id bigint, p_limit integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$;

-- The first time at or after p_at at which a window is open, and when it closes then. Days end at their own midnight.
CREATE OR REPLACE FUNCTION public.next_window(p_zone text, p_from integer, p_to integer, p_days integer, p_at timestamp with time zone, OUT opens timestamp with time zone, OUT closes timestamp with time zone)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  day date := (p_at at time zone p_zone)::date;
begin
  for i in 0..14 loop
    if p_days & (1 << (extract(isodow from day)::int - 1)) <> 0 then
      opens := (day + p_from * interval '1 minute') at time zone p_zone;
      closes := (day + p_to * interval '1 minute') at time zone p_zone;
      -- On a day without those hours (clocks put forward) a window can be empty.
      if closes > greatest(opens, p_at) then
        opens := greatest(opens, p_at);
        return;
      end if;
    end if;
    day := day + 1;
  end loop;
  opens := null;
  closes := null;
end $function$;

-- The arrival time of a rate after so many tokens were taken.
CREATE OR REPLACE FUNCTION public.pace_after(p_until timestamp with time zone, p_here timestamp with time zone, p_rate integer, p_taken integer)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when p_until between p_here and p_here + interval '5 seconds' then p_until else p_here end
    + p_taken * interval '1 second' / p_rate
$function$;

-- How many tokens a rate gives now. A time far ahead was left behind by a clock that has been set back. Less than a
-- twentieth of a second's worth is not given, so that a limited account is not asked for crumbs.
CREATE OR REPLACE FUNCTION public.pace_tokens(p_until timestamp with time zone, p_here timestamp with time zone, p_rate integer, p_want integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when f.free < least(p_want, 50, ceil(p_rate / 20.0)) then 0 else least(p_want, f.free) end
  from (select floor(0.001 + p_rate * extract(epoch from
    greatest(interval '250 ms', interval '1 second' / p_rate)
    - case when p_until between p_here and p_here + interval '5 seconds' then p_until - p_here else interval '0' end))::int as free) f
$function$;

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

-- Keeps an append-only table append-only.
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $function$;

-- Whether this database may give anything to send: switched on, the one that it was, and looked after lately. An
-- installation that no worker has beaten for yet has sent nothing and has no identity to compare.
CREATE OR REPLACE FUNCTION public.sending_allowed()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce((
    select i.sending_off is null and (i.system_identifier is null
      or ((i.system_identifier, i.timeline, i.database_oid, i.table_oid)
          = (n.system_identifier, n.timeline, n.database_oid, n.table_oid)
        and i.beat_at > clock_timestamp() - installation_grace()))
    from installation i, installation_identity() n where i.id = 1), false)
$function$;

-- One key for a person whether the number is known in plain or only as a hash.
CREATE OR REPLACE FUNCTION public.suppression_key(msisdn text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when length(msisdn) = 64 then lower(msisdn)
    else encode(sha256(decode(replace(msisdn, '\', '\\'), 'escape')), 'hex') end
$function$;
