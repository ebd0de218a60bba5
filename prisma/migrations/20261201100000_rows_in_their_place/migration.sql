-- Storing an outcome is one change of a row. It costs half as much where the row stays in its place, for which none of its
-- indexed columns may change and its page must have room for all that one sub-batch changes in it.

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
