-- Sets when each chunk that is not done may leave: in its hours from the message's time on, and before the message's
-- validity ends. Called when a plan ends and when a message is given another time.
create function message_set_windows(p_message_id bigint) returns void language sql as $$
  update chunk k set not_before = w.opens, closes_at = least(w.closes, w.not_after)
  from (
    select c.message_id, c.chunk_no, n.opens, n.closes, m.not_after
    from message m join chunk c on c.message_id = m.id
    left join lateral next_window(c.zone, c.window_from, c.window_to, c.window_days, greatest(m.due_at, clock_timestamp())) n
      on c.zone is not null
    where m.id = p_message_id and c.state <> 'done' and (c.zone is not null or m.not_after is not null)) w
  where k.message_id = w.message_id and k.chunk_no = w.chunk_no
$$;
