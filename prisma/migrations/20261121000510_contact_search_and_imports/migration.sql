-- Finding people by any part of their name or number, and files that are taken in piece by piece.

-- What the index looks through. pg_trgm sees no letters in Thai where the database's character type is C, as ours is, so
-- each Thai letter stands there as an ASCII one. Several share one; the words themselves are compared afterwards.
create function contact_search_key(words text) returns text language sql immutable strict parallel safe as $$
  select case when octet_length(words) = length(words) then words else translate(words,
    'กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะัาำิีึืฺุู฿เแโใไๅๆ็่้๊๋์ํ๎๏๐๑๒๓๔๕๖๗๘๙๚๛',
    'abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmno') end
$$;

-- A database without the extension (some managed ones) reads all people instead: slower, with the same answers.
do $$ begin
  create extension if not exists pg_trgm;
  execute 'create index contact_search on contact using gin (contact_search_key(search_text) gin_trgm_ops)';
exception when others then
  raise notice 'people are searched without an index: %', sqlerrm;
end $$;

-- A file that somebody handed in: whose it is and what it was called. Its bytes are a blob.
create table upload (
  blob_id uuid primary key references blob (id) on delete cascade,
  file_name text not null,
  created_by int references app_user (id),
  created_at timestamptz not null default now()
);

-- A table is read again by whoever takes over, but only rows behind rows_read are taken in: they are committed with it.
alter table import
  drop column refused_blob_id,
  drop constraint import_state_check,
  add constraint import_state_check check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  add column file_name text not null default '',
  add column rows_expected int not null default 0,
  add column doubled int not null default 0,
  add column problem_row int;
create index import_newest on import (kind, id desc);

-- Rows that were not taken in, as they stood in the file.
create table import_refusal (
  import_id int not null references import (id) on delete cascade,
  row_no int not null,
  reason text not null,
  cells text[] not null,
  primary key (import_id, row_no)
);

create index suppression_number on suppression (msisdn text_pattern_ops);
create index suppression_reason on suppression (reason, id desc);
create index suppression_sender on suppression (sender_id, id desc) where sender_id is not null;
