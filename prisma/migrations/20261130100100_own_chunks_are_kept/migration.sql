-- After the database was away for longer than a lease, a worker took chunks over from itself, and what it had been given
-- to send without hearing of it became unknown.
drop function chunk_claim(text, int, bigint);
create function chunk_claim(p_worker text, p_lease_ms integer, p_message_id bigint, p_mine integer[] DEFAULT '{}'::integer[])
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
comment on function chunk_claim is
  'Takes over one chunk of a message that nobody works on. What the previous owner had in flight and never answered for becomes unknown: nobody knows whether it left; if it did, not before its intent was given. A closing chunk is wound up at once, also where nothing may be sent. A lease longer than any that is given was left behind by a clock that has been set back. Chunks that the caller itself still works on (p_mine) are left alone, whatever their lease: it has what came of their requests in hand, and may know that an intent whose answer was lost was never sent.';
