-- What is needed to find out what became of sends of unknown outcome: when a request may have left at the earliest, the
-- provider's reference where it named one beside its doubt, and reports on what was found to have been sent.

alter table chunk
  -- When the newest intent was given: no request of it left before.
  add column intent_at timestamptz;

create index chunk_to_look_up on chunk (account_id) where unknown > 0 and receipts_ended_at is null;

create or replace function chunk_store(c chunk) returns void language sql as $$
  update chunk set
    state = c.state, epoch = c.epoch, worker = c.worker, lease_until = c.lease_until, step = c.step, intent = c.intent,
    intent_at = c.intent_at, scan_from = c.scan_from, done_at = c.done_at, poll_at = c.poll_at,
    queued = c.queued, unknown = c.unknown, accepted = c.accepted, rejected = c.rejected, blocked = c.blocked,
    undelivered = c.undelivered, expired = c.expired, delivered = c.delivered, cancelled = c.cancelled,
    no_receipt = c.no_receipt, settled = c.settled, refunded = c.refunded, posted_settled = c.posted_settled,
    posted_refunded = c.posted_refunded, postings = c.postings, receipts_ended_at = c.receipts_ended_at,
    lookup_at = c.lookup_at, lookups = c.lookups
  where message_id = c.message_id and chunk_no = c.chunk_no
$$;

-- Takes over one chunk of a message that nobody works on. What the previous owner had in flight and never answered for
-- becomes unknown: nobody knows whether it left; if it did, not before its intent was given. A closing chunk is wound up
-- at once, also where nothing may be sent. A lease longer than any that is given was left behind by a clock that has been
-- set back.
create or replace function chunk_claim(p_worker text, p_lease_ms int, p_message_id bigint)
returns table (message_id bigint, chunk_no int, epoch int, account_id int, state text) language plpgsql as $$
declare
  allowed boolean := sending_allowed();
  c chunk;
  n int;
begin
  select * into c from chunk k
  where k.message_id = p_message_id and k.state in ('open', 'closing')
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
end $$;

-- Writes outcomes. Whatever the epoch and state: what happened, happened. Kinds: 1 accepted, 2 refused,
-- 3 surely not sent, 4 unknown. Deltas come from the rows that really changed, so a repeated call changes nothing.
create or replace function chunk_write_outcomes(c chunk, p_current boolean, p_seqs int[], p_kinds smallint[],
  p_references text[], p_reasons text[], p_parts smallint[]) returns chunk language plpgsql as $$
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
      -- Of what is in doubt the time from which on it may have left is kept: look-ups begin there.
      updated_at = case when o.kind <> 4 then clock_timestamp() when o.was = 0 then coalesce(c.intent_at, clock_timestamp())
                        else r.updated_at end
    from outcome o
    where r.message_id = c.message_id and r.seq = o.seq
      and ((o.kind in (1, 2) and o.was < 2) or (o.kind = 4 and o.was = 0)
        or (o.kind in (1, 4) and r.reference is null and o.reference is not null))
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
end $$;

-- The one round trip of a sub-batch: writes the outcomes of the last one and, if the caller still owns the chunk and
-- it may leave now, commits and returns the next intent. Only an intent that is returned here may be sent.
-- p_step is the number of intents that the caller has been given. If a call was repeated because its answer was lost,
-- the chunk is a step ahead: then `orphans` names rows whose intent was committed and that the caller surely did not send.
-- A caller that is given nothing and has nothing in flight loses the chunk at once, and with it this epoch: a statement
-- of it that the network still holds can then give nobody an intent.
create or replace function chunk_step(p_message_id bigint, p_chunk_no int, p_epoch int, p_step int,
  p_seqs int[], p_kinds smallint[], p_references text[], p_reasons text[], p_parts smallint[],
  p_want int, p_lease_ms int, p_release boolean)
returns table (owns boolean, step int, state text, queued int, orphans int[], intent json) language plpgsql as $$
declare
  c chunk;
  may_send boolean := false;
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
      and c.lease_until > clock_timestamp()
      and (c.not_before is null or c.not_before <= clock_timestamp())
      and (c.closes_at is null or c.closes_at > clock_timestamp());
    if may_send then
      c := chunk_choose(c, p_want);
      c.step := c.step + 1;
      c.intent_at := clock_timestamp();
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
end $$;

-- Writes what a look-up of past sends, or a person, says about rows of unknown outcome. Kinds as for outcomes: 1 it was
-- sent, 2 it surely never was. A reference under which another recipient with the same number is known already is
-- evidence about that one, so it says nothing here. Returns how many rows changed.
create or replace function chunk_resolve(p_message_id bigint, p_chunk_no int, p_seqs int[], p_kinds smallint[],
  p_references text[], p_reasons text[]) returns int language plpgsql as $$
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
    join recipient r on r.message_id = p_message_id and r.seq = u.seq and r.state = 1
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

-- Tokens of the account's rate for questions to its provider: receipts, past sends. They count as requests like any other,
-- also where nothing may be sent, because what was sent before is still asked about.
create function account_ask(p_account_id int, p_want int) returns int language plpgsql as $$
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
end $$;
