-- A row that was accepted makes the message sent, also where a receipt rejected it before the last chunk ended: else the
-- state would hang on which came first. What is settled was accepted; rows are looked at only where nothing else says so,
-- since a price may be nothing.
create or replace function message_finish(p_message_id bigint) returns void language sql as $$
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
$$;
