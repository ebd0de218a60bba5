-- What each function is for, kept with it in the database; prisma/functions.sql is made from here.
comment on function account_ask is
  'Tokens of the account''s rate for questions to its provider: receipts, past sends. They count as requests like any
  other, also where nothing may be sent, because what was sent before is still asked about.';
comment on function account_delay is
  'The provider asked for patience, or could not be reached: the whole account waits, for all workers. Each time in a
  row that it cannot be reached doubles the wait, up to five minutes; several requests that fail together are one
  time. What failed long ago and was not tried since is forgotten.';
comment on function account_lease is
  'Leases tokens of the account''s rate and in-flight slots of its limit, shared by all workers, and says how many of
  each are granted. Tokens reach at most a quarter of a second ahead (or one token), so that a provider which counts
  by the second never sees much more than the rate; they are gone after two seconds whether used or not. Slots are
  shared evenly among the workers that want some; what is in use cannot be taken away.';
comment on function chunk_choose is
  'Chooses the next intent: queued rows that are in no intent, at most p_want; the suppressed become blocked instead.';
comment on function chunk_claim is
  'Takes over one chunk of a message that nobody works on. What the previous owner had in flight and never answered for
  becomes unknown: nobody knows whether it left; if it did, not before its intent was given. A closing chunk is wound
  up at once, also where nothing may be sent. A lease longer than any that is given was left behind by a clock that
  has been set back.';
comment on function chunk_doubt is
  'Every queued row of a chunk becomes unknown: this database may be a copy whose original has sent them since. The
  chunk stays held until a person has looked.';
comment on function chunk_end_receipts is
  'Ends the wait for receipts of a chunk that is done: accepted rows of which nothing was heard say so where receipts
  were to be expected, and what is still unknown counts as billed.';
comment on function chunk_post is
  'Books what left the hold since the last posting of this chunk. Unique by (message, chunk, posting).';
comment on function chunk_renew is 'Says that the worker still works on the chunk while requests are out.';
comment on function chunk_resolve is
  'Writes what a look-up of past sends, or a person, says about rows of unknown outcome. Kinds as for outcomes: 1 it
  was sent, 2 it surely never was. A reference under which another recipient with the same number is known already is
  evidence about that one, so it says nothing here. Returns how many rows changed.';
comment on function chunk_settle_down is
  'Winds up what can be wound up: a closing chunk without anything in flight gives its queued rows back, a chunk
  without queued rows and without anything in flight is done and posted. The caller holds the chunk''s lock, has the
  row in c, and stores what is returned.';
comment on function chunk_step is
  'The one round trip of a sub-batch: writes the outcomes of the last one and, if the caller still owns the chunk and
  it may leave now, commits and returns the next intent. Only an intent that is returned here may be sent. p_step is
  the number of intents that the caller has been given. If a call was repeated because its answer was lost, the chunk
  is a step ahead: then `orphans` names rows whose intent was committed and that the caller surely did not send. A
  caller that is given nothing and has nothing in flight loses the chunk at once, and with it this epoch: a statement
  of it that the network still holds can then give nobody an intent.';
comment on function chunk_store is 'Writes the chunk back as the caller has changed it.';
comment on function chunk_write_outcomes is
  'Writes outcomes. Whatever the epoch and state: what happened, happened. Kinds: 1 accepted, 2 refused, 3 surely not
  sent, 4 unknown. Deltas come from the rows that really changed, so a repeated call changes nothing.';
comment on function contact_search_key is
  'What the index looks through. pg_trgm sees no letters in Thai where the database''s character type is C, as ours is,
  so each Thai letter stands there as an ASCII one. Several share one; the words themselves are compared afterwards.';
comment on function ensure_recipient_partition is
  'Makes the partition that holds a message. Whole partitions are dropped when their messages are old. Made apart and
  then attached: creating it in place would lock out everybody who is sending.';
comment on function group_member_count is
  'The number of members is kept per statement, so that a page of groups counts nothing.';
comment on function installation_grace is 'How long nobody may have worked before a person is asked.';
comment on function installation_identity is
  'What tells this database from a copy of it: where it stands, and as what.';
comment on function ledger_entry_apply is
  'An entry names its books by foreign keys, whose checks lock both rows in share before this trigger runs. Asking for
  the whole row then made two bookings of the same moment wait for each other; only the balance changes, so its lock
  is enough.';
comment on function message_close_chunk is 'The last open chunk gives the message its final state.';
comment on function message_finish is
  'A row that was accepted makes the message sent, also where a receipt rejected it before the last chunk ended: else
  the state would hang on which came first. What is settled was accepted; rows are looked at only where nothing else
  says so, since a price may be nothing.';
comment on function message_lease is 'As account_lease, for a message that has a rate of its own.';
comment on function message_set_windows is
  'Sets when each chunk that is not done may leave: in its hours from the message''s time on, and before the message''s
  validity ends. Called when a plan ends and when a message is given another time.';
comment on function message_wind_up is
  'Winds up closing chunks that nobody holds, at most p_limit, so that a cancelled message of ordinary size has given
  its credits back before the cancel answers. The rest is wound up by whoever claims it.';
comment on function next_window is
  'The first time at or after p_at at which a window is open, and when it closes then. Days end at their own midnight.';
comment on function pace_after is 'The arrival time of a rate after so many tokens were taken.';
comment on function pace_tokens is
  'How many tokens a rate gives now. A time far ahead was left behind by a clock that has been set back. Less than a
  twentieth of a second''s worth is not given, so that a limited account is not asked for crumbs.';
comment on function receipts_apply is
  'Applies what providers reported, forward only: queued < unknown < accepted < every final state, and the first final
  state stays. What matches nothing yet is tried again with growing gaps until p_window_hours after it came. Returns
  how many receipts were looked at.';
comment on function refuse_change is 'Keeps an append-only table append-only.';
comment on function sending_allowed is
  'Whether this database may give anything to send: switched on, the one that it was, and looked after lately. An
  installation that no worker has beaten for yet has sent nothing and has no identity to compare.';
comment on function suppression_key is
  'One key for a person whether the number is known in plain or only as a hash.';
