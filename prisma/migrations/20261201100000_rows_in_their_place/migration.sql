-- Storing an outcome is one change of a row. It costs less where the row stays in its place, for which none of its indexed
-- columns may change and its page must have room for all that one sub-batch changes in it.

-- What the provider counted is told with every outcome and seldom differs. Only a difference is indexed.
drop index recipient_billed_differently;
alter table recipient add parts_difference smallint generated always as (nullif(billed_parts - parts, 0)) stored;
comment on column recipient.parts_difference is 'Parts that the provider counted more than the plan; null where it is none.';
create index recipient_billed_differently on recipient (message_id, seq) include (parts, parts_difference, price)
  where parts_difference is not null;

-- A row that has got its reference is half as long again as it was planned, and a sub-batch changes all rows of a page at once.
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
do $$
declare
  part text;
begin
  for part in select inhrelid::regclass from pg_inherits where inhparent = 'recipient'::regclass loop
    execute format('alter table %s set (fillfactor = 40)', part);
  end loop;
end $$;

-- In SQL, so that it becomes part of the statement that asks: it is asked about everybody who is about to be sent to.
CREATE OR REPLACE FUNCTION public.suppression_key(msisdn text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when length(msisdn) = 64 then lower(msisdn)
    else encode(sha256(decode(replace(msisdn, '\', '\\'), 'escape')), 'hex') end
$function$;

-- Leases tokens of the account's rate and in-flight slots of its limit, shared by all workers, and says how many of
-- each are granted. Tokens reach at most a quarter of a second ahead (or one token), so that a provider which counts
-- by the second never sees much more than the rate; they are gone after two seconds whether used or not. Slots are
-- shared evenly among the workers that want some. What is on its way cannot be taken away: whoever has more than its share
-- is told the share, and the rest is nobody else's before it has been answered.
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
