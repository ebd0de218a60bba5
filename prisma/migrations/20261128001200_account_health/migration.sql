-- How requests to providers went, by account and ten minutes, added up by workers and written every few seconds: nothing
-- here is touched while something is sent.
create table account_health (
  account_id int not null references account (id) on delete cascade,
  slot timestamptz not null,
  -- Requests that got a clear answer, and those after which nobody knew, or that did not get through.
  good int not null,
  bad int not null,
  -- How long they took, counted by the bounds in lib/accounts/rules-health.ts.
  times int[] not null,
  primary key (account_id, slot)
);

-- The last of each, however long ago.
create table account_pulse (
  account_id int primary key references account (id) on delete cascade,
  success_at timestamptz,
  error_at timestamptz,
  error text
);
