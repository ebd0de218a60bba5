-- People who are left out of a message wherever else they stand: a list of sources, each as in message.source.
alter table message add column exclude jsonb not null default '[]';

-- How far the plan of a long list is. Written beside the plan's transaction, so that others see it; gone with its end.
create table plan_progress (
  message_id bigint primary key references message (id) on delete cascade,
  rows_read int not null,
  bytes_read bigint not null,
  bytes_total bigint not null,
  updated_at timestamptz not null default now()
);
