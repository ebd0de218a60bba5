-- An entry names its books by foreign keys, whose checks lock both rows in share before this trigger runs. Asking for the
-- whole row then made two bookings of the same moment wait for each other; only the balance changes, so its lock is enough.
create or replace function ledger_entry_apply() returns trigger language plpgsql as $$
begin
  -- One book is the lock of all: two postings that touch the same books in another order cannot deadlock.
  perform 1 from ledger_book where name = 'held' for no key update;
  update ledger_book set balance = balance - new.amount where name = new.from_book;
  update ledger_book set balance = balance + new.amount where name = new.to_book;
  return null;
end $$;
