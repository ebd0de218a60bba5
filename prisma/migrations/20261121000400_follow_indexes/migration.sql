-- The history of one thing.
create index audit_entry_target on audit_entry (target, id) where target is not null;

-- Messages with people of whom nobody knows whether it reached them. `unknown` changes rarely, so it costs the hot
-- updates of chunks nothing.
create index chunk_doubtful on chunk (message_id) where unknown > 0;
