-- Which workers run. A worker writes here every few seconds; /api/health and the status of the command line read it.
create table worker_beat (
  worker text primary key,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now()
);
