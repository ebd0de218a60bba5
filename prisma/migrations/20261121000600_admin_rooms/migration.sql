-- The rooms of the admin team: keys, audit log, accounts, senders, balances, inbox.

-- Networks from which a key may be used, as addresses or CIDR blocks; none means from everywhere.
alter table api_key add column allowed_addresses text[] not null default '{}';

-- The log is read by time, and narrowed by person, action or target.
create index audit_entry_of_user on audit_entry (user_id, id desc);
create index audit_entry_of_action on audit_entry (action, id desc);
create index audit_entry_of_target on audit_entry (target, id desc);

-- In the provider's own unit: below it the balance is a matter for a person. Null: nobody asked for a warning.
alter table account add column balance_warn_below double precision;

-- What a provider said about an account's balance, and when; `problem` is a code where it said nothing.
create table balance_reading (
  id bigserial primary key,
  account_id int not null references account (id) on delete cascade,
  at timestamptz not null default now(),
  value double precision,
  unit text,
  problem text,
  check ((value is null) = (problem is not null))
);
create index balance_reading_of_account on balance_reading (account_id, at desc);

alter table sender
  -- What it is for, as whoever asked for it wrote.
  add column purpose text,
  -- Why it was rejected.
  add column reason text,
  -- Where it came from: asked for by a person, or listed by the provider.
  add column origin text not null default 'request' check (origin in ('request', 'provider')),
  add column requested_by int references app_user (id),
  add column decided_by int references app_user (id),
  add column decided_at timestamptz;

create table sender_document (
  id serial primary key,
  sender_id int not null references sender (id) on delete cascade,
  blob_id uuid not null references blob (id),
  name text not null,
  media_type text not null,
  bytes int not null,
  created_at timestamptz not null default now()
);
create index sender_document_of_sender on sender_document (sender_id);

-- The statement of the ledger is read by time.
create index ledger_entry_of_message on ledger_entry (message_id, id) where message_id is not null;

-- A number that wrote to us, and what stands in its conversation.
create table conversation (
  msisdn text primary key,
  last_at timestamptz not null,
  last_text text not null,
  unread int not null default 0,
  opted_out boolean not null default false
);
create index conversation_newest on conversation (last_at desc, msisdn);
create index conversation_unread on conversation (last_at desc) where unread > 0;

create table inbound (
  id bigserial primary key,
  account_id int not null references account (id) on delete cascade,
  -- The provider's id; without one the same words within a few minutes are taken for one reply pushed twice.
  external_id text,
  msisdn text not null,
  -- The number of ours that it was sent to.
  sent_to text not null,
  text text not null,
  at timestamptz,
  received_at timestamptz not null default now(),
  opt_out boolean not null default false,
  -- The message of ours that it follows, once a worker has looked for it.
  message_id bigint references message (id),
  seq int,
  looked boolean not null default false
);
create unique index inbound_once on inbound (account_id, external_id) where external_id is not null;
create index inbound_of_conversation on inbound (msisdn, id desc);
create index inbound_to_look on inbound (id) where not looked;

-- What was written back from the inbox: messages of one recipient.
create table inbox_answer (
  message_id bigint primary key references message (id),
  msisdn text not null,
  created_at timestamptz not null default now()
);
create index inbox_answer_of_conversation on inbox_answer (msisdn, message_id desc);
