-- People, the lists they are on, and saved texts. A message's audience is copied into its recipients when it is planned,
-- so nothing here changes what was confirmed.

create table contact (
  id bigserial primary key,
  -- E.164 digits, or a 64-hex hash.
  msisdn text not null unique check (msisdn ~ '^([0-9]{7,15}|[0-9a-f]{64})$'),
  country text,
  name text not null default '',
  -- Values that a text can name, {"city": "Nairobi"}.
  attributes jsonb not null default '{}',
  tags text[] not null default '{}',
  -- What search looks through: name and number in lower case.
  search_text text generated always as (lower(name) || ' ' || msisdn) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index contact_tags on contact using gin (tags);

create table contact_group (
  id serial primary key,
  name text not null,
  members int not null default 0 check (members >= 0),
  created_by int references app_user (id),
  created_at timestamptz not null default now()
);
create unique index contact_group_name on contact_group (lower(name));

create table group_member (
  group_id int not null references contact_group (id) on delete cascade,
  contact_id bigint not null references contact (id) on delete cascade,
  primary key (group_id, contact_id)
);
create index group_member_contact on group_member (contact_id);

-- The number of members is kept per statement, so that a page of groups counts nothing.
create function group_member_count() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update contact_group g set members = members + n.n
      from (select group_id, count(*) as n from changed group by group_id order by group_id) n where g.id = n.group_id;
  else
    update contact_group g set members = members - n.n
      from (select group_id, count(*) as n from changed group by group_id order by group_id) n where g.id = n.group_id;
  end if;
  return null;
end $$;
create trigger group_member_added after insert on group_member referencing new table as changed
  for each statement execute function group_member_count();
create trigger group_member_removed after delete on group_member referencing old table as changed
  for each statement execute function group_member_count();

create table template (
  id serial primary key,
  name text not null,
  content text not null,
  version int not null default 1,
  created_by int references app_user (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz
);
create unique index template_name on template (lower(name)) where archived_at is null;

-- What a template said before; written with every change.
create table template_version (
  template_id int not null references template (id) on delete cascade,
  version int not null,
  name text not null,
  content text not null,
  changed_by int references app_user (id),
  changed_at timestamptz not null default now(),
  primary key (template_id, version)
);

-- A list that is being taken in: contacts or suppressions from a file.
create table import (
  id serial primary key,
  kind text not null check (kind in ('contacts', 'suppressions')),
  blob_id uuid not null,
  mapping jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  rows_read int not null default 0,
  added int not null default 0,
  changed int not null default 0,
  unchanged int not null default 0,
  refused int not null default 0,
  -- The rows that were refused with their reasons, as CSV.
  refused_blob_id uuid,
  problem text,
  group_id int references contact_group (id) on delete set null,
  created_by int references app_user (id),
  created_at timestamptz not null default now(),
  finished_at timestamptz
);

-- Which template and which groups a message was made from, for people who look it up later.
alter table message add column template_id int references template (id) on delete set null;
