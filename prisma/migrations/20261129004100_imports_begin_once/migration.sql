-- The id under which a request with an Idempotency-Key began an import, so that a repeated one finds it.
alter table import add column confirmation uuid unique;
