-- Amounts of money are whole thousandths of a credit (bigint). All times are the database's.

-- This copy of the product: who it is, so that a restored or copied database is noticed.
create table installation (
  id smallint primary key default 1 check (id = 1),
  era text not null,
  auth_key_fingerprint text,
  encryption_key_fingerprint text,
  created_at timestamptz not null default now()
);

create table setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

-- People -------------------------------------------------------------------------------------------------------

create table app_user (
  id serial primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  role text not null check (role in ('admin', 'operator', 'viewer')),
  password_hash text not null,
  must_change_password boolean not null default false,
  active boolean not null default true,
  locale text,
  time_zone text,
  created_at timestamptz not null default now()
);

create table session (
  id uuid primary key default gen_random_uuid(),
  user_id int not null references app_user (id),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  ip text,
  user_agent text
);
create index session_of_user on session (user_id) where revoked_at is null;

-- Failed sign-ins per e-mail address and per network address.
create table sign_in_throttle (
  key text primary key,
  failures int not null default 0,
  first_failure_at timestamptz not null default now(),
  blocked_until timestamptz
);

create table api_key (
  id serial primary key,
  user_id int not null references app_user (id),
  name text not null,
  prefix text not null unique,
  hash bytea not null,
  scopes text[] not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);

create table audit_entry (
  id bigserial primary key,
  at timestamptz not null default now(),
  user_id int references app_user (id),
  api_key_id int references api_key (id),
  action text not null,
  target text,
  details jsonb not null default '{}',
  ip text
);
create index audit_entry_at on audit_entry (at desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger audit_entry_append_only before update or delete or truncate on audit_entry
  for each statement execute function refuse_change();

-- Accounts, prices, senders --------------------------------------------------------------------------------------

create table account (
  id serial primary key,
  name text not null unique,
  provider text not null,
  settings jsonb not null default '{}',
  -- Sealed; see lib/platform/encryption.ts. Null when the provider needs none.
  secrets text,
  enabled boolean not null default true,
  is_default boolean not null default false,
  allow_private_hosts boolean not null default false,
  default_country char(2) not null,
  rate_per_second int not null check (rate_per_second > 0),
  max_in_flight int not null check (max_in_flight > 0),
  callback_token text not null unique,
  -- The provider asked for patience: nothing leaves before this instant.
  not_before timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index account_one_default on account (is_default) where is_default;

-- The account's rate as a theoretical arrival time: tokens are leased by moving it forward.
create table account_pace (
  account_id int primary key references account (id) on delete cascade,
  tokens_until timestamptz not null default '-infinity'
);

-- In-flight slots that a worker holds of an account's limit. They lapse with the worker.
create table account_slot (
  account_id int not null references account (id) on delete cascade,
  worker text not null,
  slots int not null check (slots >= 0),
  expires_at timestamptz not null,
  primary key (account_id, worker)
);

create table price (
  id serial primary key,
  account_id int not null references account (id) on delete cascade,
  -- Leading digits of the number; empty is everywhere. The longest prefix wins.
  prefix text not null check (prefix ~ '^[0-9]*$'),
  per_part bigint not null check (per_part >= 0),
  valid_from timestamptz not null default now(),
  unique (account_id, prefix, valid_from)
);

create table sender (
  id serial primary key,
  account_id int not null references account (id) on delete cascade,
  value text not null,
  status text not null default 'pending' check (status in ('pending', 'approved', 'rejected')),
  -- Null: shared by everybody.
  owner_id int references app_user (id),
  created_at timestamptz not null default now(),
  unique (account_id, value)
);

-- Credits --------------------------------------------------------------------------------------------------------

-- An entry moves one positive amount from one book to another, so an unbalanced entry cannot be written down.
create table ledger_book (
  name text primary key check (name in ('issued', 'available', 'held', 'spent')),
  balance bigint not null default 0,
  -- Credits come out of nothing only through `issued`.
  constraint ledger_book_not_negative check (balance >= 0 or name = 'issued')
);
insert into ledger_book (name) values ('issued'), ('available'), ('held'), ('spent');

create table ledger_entry (
  id bigserial primary key,
  at timestamptz not null default now(),
  kind text not null check (kind in ('top_up', 'correction', 'hold', 'settle', 'refund')),
  from_book text not null references ledger_book (name),
  to_book text not null references ledger_book (name),
  amount bigint not null check (amount > 0),
  message_id bigint,
  chunk_no int,
  posting int,
  user_id int references app_user (id),
  note text,
  check (from_book <> to_book)
);
-- Money of a message moves once per chunk and posting, whatever is repeated.
create unique index ledger_entry_once on ledger_entry (message_id, coalesce(chunk_no, -1), coalesce(posting, -1), kind)
  where message_id is not null;

create trigger ledger_entry_append_only before update or delete or truncate on ledger_entry
  for each statement execute function refuse_change();

create function ledger_entry_apply() returns trigger language plpgsql as $$
begin
  -- One book is the lock of all: two postings that touch the same books in another order cannot deadlock.
  perform 1 from ledger_book where name = 'held' for update;
  update ledger_book set balance = balance - new.amount where name = new.from_book;
  update ledger_book set balance = balance + new.amount where name = new.to_book;
  return null;
end $$;
create trigger ledger_entry_apply after insert on ledger_entry for each row execute function ledger_entry_apply();

-- Suppressions ---------------------------------------------------------------------------------------------------

-- One key for a person whether the number is known in plain or only as a hash.
create function suppression_key(msisdn text) returns text language sql immutable parallel safe as $$
  select case when length(msisdn) = 64 then lower(msisdn) else encode(sha256(convert_to(msisdn, 'UTF8')), 'hex') end
$$;

create table suppression (
  id bigserial primary key,
  key text not null,
  -- Null when only the hash is known.
  msisdn text,
  sender_id int references sender (id) on delete cascade,
  reason text not null check (reason in ('opt_out', 'blocked', 'imported', 'manual')),
  note text,
  created_at timestamptz not null default now(),
  created_by int references app_user (id)
);
create unique index suppression_once on suppression (key, coalesce(sender_id, 0));

-- Large inputs and outputs, streamed in pieces ---------------------------------------------------------------------

create table blob (
  id uuid primary key default gen_random_uuid(),
  media_type text not null,
  bytes bigint not null default 0,
  pieces int not null default 0,
  complete boolean not null default false,
  created_at timestamptz not null default now(),
  expires_at timestamptz
);

create table blob_piece (
  blob_id uuid not null references blob (id) on delete cascade,
  no int not null,
  data bytea not null,
  primary key (blob_id, no)
);

-- Messages -------------------------------------------------------------------------------------------------------

create table message (
  id bigserial primary key,
  uuid uuid not null unique default gen_random_uuid(),
  user_id int not null references app_user (id),
  api_key_id int references api_key (id),
  origin text not null check (origin in ('dashboard', 'api')),
  state text not null check (state in ('draft', 'planning', 'awaiting_approval', 'scheduled', 'sending', 'paused',
    'needs_attention', 'sent', 'failed', 'cancelled')),
  -- Why it stands where it stands: a code in capitals and its figures.
  reason text,
  reason_details jsonb,
  name text,
  content text not null default '',
  variables jsonb not null default '{}',
  content_hash text,
  account_id int references account (id),
  sender_id int references sender (id),
  sender_value text,
  -- Where the audience comes from: {kind: 'list', numbers: [...]} or {kind: 'blob', id: ...}.
  source jsonb,
  plan_epoch int not null default 0,
  cancel_requested boolean not null default false,
  -- As chosen: an instant and the zone in which it was chosen; null means now.
  scheduled_at timestamptz,
  time_zone text,
  -- The later of the chosen instant and the end of the undo period.
  due_at timestamptz,
  not_after timestamptz,
  undo_ms int not null default 0,
  total int not null default 0,
  duplicates int not null default 0,
  parts bigint not null default 0,
  hold bigint not null default 0,
  open_chunks int not null default 0,
  resend_of bigint references message (id),
  created_at timestamptz not null default now(),
  confirmed_at timestamptz,
  planned_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz
);
create index message_newest on message (id desc) where state <> 'draft';
create index message_due on message (due_at) where state = 'scheduled';
create index message_working on message (state) where state in ('planning', 'sending', 'paused', 'needs_attention');

-- One row per number of a message. States: 0 queued, 1 unknown, 2 accepted, 3 rejected, 4 blocked, 5 undelivered,
-- 6 expired, 7 delivered, 8 cancelled. No index on state: totals are chunk counters, filters skip chunks by them.
create table recipient (
  message_id bigint not null,
  seq int not null,
  state smallint not null,
  -- What became of its money: 0 held, 1 settled, 2 refunded, 3 there was none.
  charge smallint not null,
  parts smallint not null,
  billed_parts smallint,
  price bigint not null,
  network smallint,
  row_no int,
  updated_at timestamptz not null,
  -- E.164 digits, a 64-hex hash, or what was typed where it is not a number.
  msisdn text not null,
  reference text,
  reason text,
  variables jsonb,
  primary key (message_id, seq)
) partition by range (message_id);
-- Finding the row of a receipt that names only the provider's reference. A B-tree here costs far more of the send rate.
create index recipient_reference on recipient using hash (reference);

-- Makes the partition that holds a message. Whole partitions are dropped when their messages are old.
-- Made apart and then attached: creating it in place would lock out everybody who is sending.
create function ensure_recipient_partition(p_message_id bigint) returns void language plpgsql as $$
declare
  size constant bigint := 10000;
  no bigint := p_message_id / size;
  part text := format('recipient_%s', no);
begin
  if to_regclass(part) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('recipient_partition'));
  if to_regclass(part) is not null then return; end if;
  execute format('create table %I (like recipient including all) with (fillfactor = 65)', part);
  execute format('alter table recipient attach partition %I for values from (%s) to (%s)',
    part, no * size, (no + 1) * size);
end $$;
select ensure_recipient_partition(0);

-- About a thousand recipients of one account, price and window: the unit that workers claim, and the totals' home.
-- Recipients seq 1000 * chunk_no + 1 .. last_seq belong to it.
create table chunk (
  message_id bigint not null references message (id),
  chunk_no int not null,
  account_id int not null,
  sender_id int,
  last_seq int not null,
  state text not null check (state in ('waiting', 'open', 'held', 'closing', 'done')),
  priority smallint not null default 0,
  -- Who works on it: a number that grows with every claim, the worker's name, and until when.
  epoch int not null default 0,
  worker text,
  lease_until timestamptz,
  -- Statements of this epoch that gave an intent.
  step int not null default 0,
  -- Exactly the rows whose request may have left and whose outcome is not recorded yet.
  intent int[] not null default '{}',
  -- No row below it is queued: a hint that saves reading, never a rule.
  scan_from int not null,
  not_before timestamptz,
  closes_at timestamptz,
  done_at timestamptz,
  -- Ms after the chunk is done at which the provider is first asked for receipts; null: it cannot be asked.
  poll_after_ms int,
  poll_at timestamptz,
  poll_no smallint not null default 0,
  queued int not null default 0,
  unknown int not null default 0,
  accepted int not null default 0,
  rejected int not null default 0,
  blocked int not null default 0,
  undelivered int not null default 0,
  expired int not null default 0,
  delivered int not null default 0,
  cancelled int not null default 0,
  -- Of the accepted: those for which no receipt will come any more.
  no_receipt int not null default 0,
  settled bigint not null default 0,
  refunded bigint not null default 0,
  posted_settled bigint not null default 0,
  posted_refunded bigint not null default 0,
  postings int not null default 0,
  primary key (message_id, chunk_no)
) with (fillfactor = 50);
create index chunk_to_do on chunk (priority, message_id, chunk_no) where state in ('open', 'closing');
create index chunk_to_poll on chunk (poll_at) where poll_at is not null;

-- What providers pushed or answered about past sends, applied in batches.
create table receipt (
  id bigserial primary key,
  account_id int not null references account (id) on delete cascade,
  reference text,
  our_reference text,
  msisdn text,
  state smallint not null,
  reason text,
  raw text not null,
  parts smallint,
  at timestamptz,
  received_at timestamptz not null default now(),
  message_id bigint,
  seq int,
  applied_at timestamptz,
  attempts int not null default 0,
  -- Null: nothing more to do.
  next_attempt_at timestamptz default now()
);
create index receipt_to_apply on receipt (next_attempt_at) where next_attempt_at is not null;
create index receipt_of_recipient on receipt (message_id, seq) where message_id is not null;
