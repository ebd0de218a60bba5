-- Both run many times in every step of sending. Functions in SQL that PostgreSQL cannot put into the statement that calls
-- them are set up anew for every call; in PL/pgSQL they are set up once per session. What they do is unchanged.

-- One key for a person whether the number is known in plain or only as a hash.
create or replace function suppression_key(msisdn text) returns text language plpgsql immutable parallel safe as $$
begin
  return case when length(msisdn) = 64 then lower(msisdn)
    else encode(sha256(convert_to(msisdn, 'UTF8')), 'hex') end;
end $$;

create or replace function chunk_store(c chunk) returns void language plpgsql as $$
begin
  update chunk set
    state = c.state, epoch = c.epoch, worker = c.worker, lease_until = c.lease_until, step = c.step, intent = c.intent,
    intent_at = c.intent_at, scan_from = c.scan_from, done_at = c.done_at, poll_at = c.poll_at,
    queued = c.queued, unknown = c.unknown, accepted = c.accepted, rejected = c.rejected, blocked = c.blocked,
    undelivered = c.undelivered, expired = c.expired, delivered = c.delivered, cancelled = c.cancelled,
    no_receipt = c.no_receipt, settled = c.settled, refunded = c.refunded, posted_settled = c.posted_settled,
    posted_refunded = c.posted_refunded, postings = c.postings, receipts_ended_at = c.receipts_ended_at,
    lookup_at = c.lookup_at, lookups = c.lookups
  where message_id = c.message_id and chunk_no = c.chunk_no;
end $$;
