-- What needs a hand is asked for every few seconds by everybody who looks at the overview.
create index message_waiting on message (id) where state in ('awaiting_approval', 'needs_attention');
create index message_failed on message (finished_at) where state = 'failed';
