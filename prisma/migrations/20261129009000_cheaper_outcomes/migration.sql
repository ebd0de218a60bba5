-- Half of a step's time: what a row was comes out of the update itself, so that every row is looked up once. What it does
-- is unchanged.
create or replace function chunk_write_outcomes(c chunk, p_current boolean, p_seqs integer[], p_kinds smallint[], p_references text[], p_reasons text[], p_parts smallint[],
  p_networks smallint[] default null)
 RETURNS chunk
 LANGUAGE plpgsql
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
      reason = case when r.state < 2 then o.reason else r.reason end,
      billed_parts = coalesce(o.parts, r.billed_parts),
      network = coalesce(o.network, r.network),
      -- Of what is in doubt the time from which on it may have left is kept: look-ups begin there.
      updated_at = case when o.kind <> 4 then clock_timestamp() when r.state = 0 then coalesce(c.intent_at, clock_timestamp())
                        else r.updated_at end
    from unnest(p_seqs, p_kinds, p_references, p_reasons, p_parts, coalesce(p_networks, '{}'))
      as o (seq, kind, reference, reason, parts, network)
    where r.message_id = c.message_id and r.seq = o.seq
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
