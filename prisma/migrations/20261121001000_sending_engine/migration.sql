-- What the delivery engine keeps beyond the first sending protocol: who this copy of the database is, when a message may
-- leave, and what is known about accounts that fail. The protocol's functions follow in the form that they have from here on.
--
-- Lock order everywhere: the installation's row, chunks by key, recipients, the message row, the ledger.

-- Which copy -----------------------------------------------------------------------------------------------------

alter table installation
  -- As PostgreSQL names the cluster, its history, the database and this table: a copy differs in at least one of them,
  -- unless it is a cold copy of the whole cluster, which workers notice by the position of its log.
  add column system_identifier text,
  add column timeline text,
  add column database_oid bigint,
  add column table_oid bigint,
  add column beat_at timestamptz,
  -- Null: on. RESTORED: this may be a copy, an admin must say that it is the one that sends. STOPPED: a person's switch.
  add column sending_off text check (sending_off in ('RESTORED', 'STOPPED')),
  add column sending_off_at timestamptz,
  add column sending_off_details jsonb,
  -- What was known when this copy was made: opt-outs that came later may be missing.
  add column data_until timestamptz;

-- Every era that this database has known. A worker that comes with another one has seen a later state of it.
create table installation_era (
  era text primary key,
  began_at timestamptz not null default clock_timestamp(),
  reason text
);
insert into installation_era (era, began_at) select era, created_at from installation;

create function installation_identity(
  out system_identifier text, out timeline text, out database_oid bigint, out table_oid bigint) language sql stable as $$
  select s.system_identifier::text, substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8), d.oid::bigint,
    to_regclass('installation')::oid::bigint
  from pg_control_system() s, pg_database d where d.datname = current_database()
$$;

-- How long nobody may have worked before a person is asked.
create function installation_grace() returns interval language sql immutable as $$ select interval '15 minutes' $$;

-- Whether this database may give anything to send: switched on, the one that it was, and looked after lately. An
-- installation that no worker has beaten for yet has sent nothing and has no identity to compare.
create function sending_allowed() returns boolean language sql stable as $$
  select coalesce((
    select i.sending_off is null and (i.system_identifier is null
      or ((i.system_identifier, i.timeline, i.database_oid, i.table_oid)
          = (n.system_identifier, n.timeline, n.database_oid, n.table_oid)
        and i.beat_at > clock_timestamp() - installation_grace()))
    from installation i, installation_identity() n where i.id = 1), false)
$$;

-- Messages, chunks, accounts ----------------------------------------------------------------------------------------

alter table message
  -- In which era its rows leave; part of our reference, so that receipts of a former copy are told apart.
  add column era text,
  add column rate_per_second int check (rate_per_second > 0),
  -- {kind: 'market'} or {kind: 'hours', from, to, days}; null: at any hour.
  add column send_window jsonb,
  -- Lower goes first: messages to a few people before those to many.
  add column priority smallint not null default 0;
update message set era = (select era from installation);

-- The message's own rate as a theoretical arrival time; a row only where a rate was chosen.
create table message_pace (
  message_id bigint primary key references message (id),
  rate_per_second int not null,
  tokens_until timestamptz not null default '-infinity'
);

-- Which rows of an old message were sent again by which new one: each once.
create table resend (
  message_id bigint not null references message (id),
  seq int not null,
  new_message_id bigint not null references message (id),
  primary key (message_id, seq)
);
create index resend_by_new_message on resend (new_message_id);

alter table chunk
  -- The hours in which it may leave: minutes of the local day in a time zone, and a bit per day of the week, Monday first.
  add column zone text,
  add column window_from smallint,
  add column window_to smallint,
  add column window_days smallint,
  -- From here on no receipt is awaited.
  add column receipts_ended_at timestamptz,
  -- When the provider's own list is asked next about rows of unknown outcome, and how often it was.
  add column lookup_at timestamptz,
  add column lookups smallint not null default 0;

drop index chunk_to_do;
create index chunk_to_do on chunk (message_id, chunk_no) where state in ('open', 'closing');
create index chunk_to_end on chunk (done_at) where state = 'done' and receipts_ended_at is null;
create index chunk_to_reopen on chunk (closes_at) where state in ('waiting', 'open', 'held') and zone is not null;

-- A worker picks a message here and then claims a chunk of it.
create index message_to_work on message (account_id, priority, id) where open_chunks > 0 and state in ('sending', 'cancelled');
create index message_not_after on message (not_after)
  where not_after is not null and state in ('scheduled', 'awaiting_approval', 'sending', 'paused', 'needs_attention');

alter table account
  -- Times in a row that the provider could not be reached.
  add column failures int not null default 0,
  -- Why nothing leaves through it until a person has looked.
  add column attention text,
  add column attention_details jsonb,
  add column attention_at timestamptz,
  add column failing_since timestamptz;

-- The first time at or after p_at at which a window is open, and when it closes then. Days end at their own midnight.
create function next_window(p_zone text, p_from int, p_to int, p_days int, p_at timestamptz,
  out opens timestamptz, out closes timestamptz) language plpgsql stable as $$
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
end $$;

-- The protocol ------------------------------------------------------------------------------------------------------

-- The last open chunk gives the message its final state.
create or replace function message_close_chunk(p_message_id bigint) returns void language plpgsql as $$
declare
  left_open int;
begin
  update message set open_chunks = open_chunks - 1 where id = p_message_id returning open_chunks into left_open;
  if left_open <= 0 then perform message_finish(p_message_id); end if;
end $$;

-- A row that was accepted, or may have been, makes the message sent; a stopped message stays cancelled.
create function message_finish(p_message_id bigint) returns void language sql as $$
  update message m set
    state = case when m.state = 'cancelled' then m.state when s.reached > 0 then 'sent' else 'failed' end,
    reason = case when m.reason in ('NOT_AFTER', 'RESTORED') then m.reason end,
    reason_details = case when m.reason in ('NOT_AFTER', 'RESTORED') then m.reason_details end,
    open_chunks = 0,
    finished_at = coalesce(m.finished_at, clock_timestamp())
  from (select coalesce(sum(unknown + accepted + undelivered + expired + delivered), 0) as reached
    from chunk where message_id = p_message_id) s
  where m.id = p_message_id
$$;

create or replace function chunk_store(c chunk) returns void language sql as $$
  update chunk set
    state = c.state, epoch = c.epoch, worker = c.worker, lease_until = c.lease_until, step = c.step, intent = c.intent,
    scan_from = c.scan_from, done_at = c.done_at, poll_at = c.poll_at,
    queued = c.queued, unknown = c.unknown, accepted = c.accepted, rejected = c.rejected, blocked = c.blocked,
    undelivered = c.undelivered, expired = c.expired, delivered = c.delivered, cancelled = c.cancelled,
    no_receipt = c.no_receipt, settled = c.settled, refunded = c.refunded, posted_settled = c.posted_settled,
    posted_refunded = c.posted_refunded, postings = c.postings, receipts_ended_at = c.receipts_ended_at
  where message_id = c.message_id and chunk_no = c.chunk_no
$$;

-- Winds up what can be wound up: a closing chunk without anything in flight gives its queued rows back, a chunk
-- without queued rows and without anything in flight is done and posted. The caller holds the chunk's lock, has the
-- row in c, and stores what is returned.
create or replace function chunk_settle_down(c chunk) returns chunk language plpgsql as $$
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
end $$;

-- Takes over one chunk of a message that nobody works on. What the previous owner had in flight and never answered for
-- becomes unknown: nobody knows whether it left. A closing chunk is wound up at once, also where nothing may be sent.
-- A lease longer than any that is given was left behind by a clock that has been set back.
drop function chunk_claim(text, int, int[]);
create function chunk_claim(p_worker text, p_lease_ms int, p_message_id bigint)
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

-- Every queued row of a chunk becomes unknown: this database may be a copy whose original has sent them since. The
-- chunk stays held until a person has looked.
create function chunk_doubt(p_message_id bigint, p_chunk_no int) returns int language plpgsql as $$
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
end $$;

-- Writes what a look-up of past sends, or a person, says about rows of unknown outcome. Kinds as for outcomes: 1 it was
-- sent, 2 it surely never was. Returns how many rows changed.
create function chunk_resolve(p_message_id bigint, p_chunk_no int, p_seqs int[], p_kinds smallint[], p_references text[],
  p_reasons text[]) returns int language plpgsql as $$
declare
  c chunk;
  before int;
  o record;
begin
  select * into c from chunk k where k.message_id = p_message_id and k.chunk_no = p_chunk_no for update;
  before := c.unknown;
  select array_agg(u.seq) as seqs, array_agg(u.kind) as kinds, array_agg(u.reference) as refs, array_agg(u.reason) as reasons,
      array_agg(null::smallint) as parts
    into o
    from unnest(p_seqs, p_kinds, p_references, p_reasons) as u (seq, kind, reference, reason)
    join recipient r on r.message_id = p_message_id and r.seq = u.seq and r.state = 1
    where u.kind in (1, 2);
  if o.seqs is null then return 0; end if;
  c := chunk_write_outcomes(c, false, o.seqs, o.kinds, o.refs, o.reasons, o.parts);
  if c.state = 'done' then c := chunk_post(c); end if;
  perform chunk_store(c);
  return before - c.unknown;
end $$;

-- Ends the wait for receipts of a chunk that is done: accepted rows of which nothing was heard say so where receipts were
-- to be expected, and what is still unknown counts as billed.
create function chunk_end_receipts(p_message_id bigint, p_chunk_no int, p_expected boolean) returns void language plpgsql as $$
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
end $$;

-- The provider asked for patience, or could not be reached: the whole account waits, for all workers. Each time in a row
-- that it cannot be reached doubles the wait, up to five minutes; several requests that fail together are one time. What
-- failed long ago and was not tried since is forgotten.
create function account_delay(p_account_id int, p_delay_ms int, p_unreachable boolean) returns void language plpgsql as $$
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
end $$;

-- Leases tokens of the account's rate and in-flight slots of its limit, shared by all workers, and says how many of each
-- are granted. Tokens reach at most a quarter of a second ahead (or one token), so that a provider which counts by the
-- second never sees much more than the rate; they are gone after two seconds whether used or not. Slots are shared evenly
-- among the workers that want some; what is in use cannot be taken away.
drop function account_lease(int, text, int, int, int);
create function account_lease(p_account_id int, p_worker text, p_tokens int, p_slots int, p_in_use int, p_lease_ms int)
returns table (tokens int, slots int) language plpgsql as $$
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
  slots := greatest(p_in_use, least(p_slots, ceil(a.max_in_flight / (workers + 1.0))::int, a.max_in_flight - others));
  insert into account_slot (account_id, worker, slots, expires_at)
    values (p_account_id, p_worker, slots, here + p_lease_ms * interval '1 ms')
    on conflict (account_id, worker) do update set slots = excluded.slots, expires_at = excluded.expires_at;
  return next;
end $$;

-- How many tokens a rate gives now, and the arrival time after taking some. A time far ahead was left behind by a clock
-- that has been set back.
-- Less than a twentieth of a second's worth is not given, so that a limited account is not asked for crumbs.
create function pace_tokens(p_until timestamptz, p_here timestamptz, p_rate int, p_want int) returns int
language sql immutable as $$
  select case when f.free < least(p_want, 50, ceil(p_rate / 20.0)) then 0 else least(p_want, f.free) end
  from (select floor(0.001 + p_rate * extract(epoch from
    greatest(interval '250 ms', interval '1 second' / p_rate)
    - case when p_until between p_here and p_here + interval '5 seconds' then p_until - p_here else interval '0' end))::int as free) f
$$;

create function pace_after(p_until timestamptz, p_here timestamptz, p_rate int, p_taken int) returns timestamptz
language sql immutable as $$
  select case when p_until between p_here and p_here + interval '5 seconds' then p_until else p_here end
    + p_taken * interval '1 second' / p_rate
$$;

-- The same for a message that has a rate of its own.
create function message_lease(p_message_id bigint, p_tokens int) returns int language plpgsql as $$
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
end $$;

-- Applies what providers reported, forward only: queued < unknown < accepted < every final state, and the first final
-- state stays. What matches nothing yet is tried again with growing gaps until p_window_hours after it came. Returns how
-- many receipts were looked at.
drop function receipts_apply(int);
create function receipts_apply(p_limit int, p_window_hours int) returns int language plpgsql as $$
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
