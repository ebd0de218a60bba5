-- Requests with an Idempotency-Key and what they were answered. `owner` is `key:<id>` or `user:<id>`; `confirmation` stays
-- the same when a request is run again after a crash; a holder that is silent past `held_until` has lost it.
create table api_request (
  owner text not null,
  key text not null,
  hash text not null,
  confirmation uuid not null default gen_random_uuid(),
  holder uuid not null,
  held_until timestamptz not null,
  answer jsonb,
  expires_at timestamptz not null,
  primary key (owner, key)
);
create index api_request_expires_at_idx on api_request (expires_at);

-- How often a key may ask; null is the usual rate.
alter table api_key add column rate_per_second integer check (rate_per_second between 1 and 100000);
