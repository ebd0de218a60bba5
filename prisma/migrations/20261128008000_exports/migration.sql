-- Files that are written in the background and fetched within some days: the recipients of a message, the statement of
-- credits, reports.
create table export (
  id serial primary key,
  kind text not null check (kind in ('recipients', 'statement', 'report')),
  -- What is asked for, see lib/reports/schema-exports.ts.
  request jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  -- Grows with every run: of two runs at once only the later one may say how far it is and hand in its file.
  run int not null default 0,
  rows_written int not null default 0,
  rows_expected int not null default 0,
  bytes bigint not null default 0,
  blob_id uuid references blob (id) on delete set null,
  problem text,
  created_by int references app_user (id),
  created_at timestamptz not null default now(),
  touched_at timestamptz not null default now(),
  finished_at timestamptz,
  expires_at timestamptz
);
create index export_of_person on export (created_by, id desc);
create index export_open on export (touched_at) where state in ('waiting', 'running');

-- Reports and the last thirty days look at messages by when they began.
create index message_started on message (started_at) where started_at is not null;

-- Of which country a chunk's people are (ISO 3166-1), as the plan read their numbers; null where it was planned before this
-- was kept. A chunk is of one country, so that what became of a country's people is a sum of counters.
alter table chunk add column country char(2);
