-- When an import last got on: one that stands still is taken over by another worker.
alter table import add column touched_at timestamptz not null default now();

-- Who may be texted again, by whose word and why. The number stays here, so that it can be answered for later.
create table suppression_removal (
  id bigserial primary key,
  key text not null,
  msisdn text,
  sender_id int references sender (id) on delete set null,
  reason text not null,
  note text,
  suppressed_at timestamptz not null,
  removed_at timestamptz not null default now(),
  removed_by int references app_user (id),
  because text not null
);
create index suppression_removal_key on suppression_removal (key, id desc);
