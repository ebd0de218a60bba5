-- How long a request of this chunk may be on its way, or be missing from what its provider lists, by what held when its
-- intents were given: an account that waits less for its provider from now on has requests of before under way.
alter table chunk add column doubt_ms int not null default 0;

create or replace function chunk_store(c chunk)
 RETURNS void
 LANGUAGE plpgsql
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

drop function chunk_step(bigint, int, int, int, int[], smallint[], text[], text[], smallint[], int, int, boolean, smallint[]);
create function chunk_step(p_message_id bigint, p_chunk_no integer, p_epoch integer, p_step integer, p_seqs integer[], p_kinds smallint[], p_references text[], p_reasons text[], p_parts smallint[], p_want integer, p_lease_ms integer, p_release boolean, p_networks smallint[] DEFAULT NULL::smallint[], p_doubt_ms integer DEFAULT 0)
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
comment on function chunk_step is
  'The one round trip of a sub-batch: writes the outcomes of the last one and, if the caller still owns the chunk and it may leave now, commits and returns the next intent. Only an intent that is returned here may be sent. p_step is the number of intents that the caller has been given. If a call was repeated because its answer was lost, the chunk is a step ahead: then `orphans` names rows whose intent was committed and that the caller surely did not send. A caller that is given nothing and has nothing in flight loses the chunk at once, and with it this epoch: a statement of it that the network still holds can then give nobody an intent.';
