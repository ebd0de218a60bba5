-- A message whose first people may only leave in some hours is due then, and scheduled until then: nothing of it has left,
-- so it can be called back.

-- Sets when each chunk that is not done may leave: in its hours from the message's time on, and before the message's
-- validity ends. The message is due when the first of them may. Called when a plan ends, when a message is approved and
-- when it is given another time, before it begins.
create or replace function message_set_windows(p_message_id bigint) returns void language sql as $$
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
$$;
