-- A sender that is no longer wanted stays, because messages were sent from it and suppressions may be bound to it.
alter table sender drop constraint sender_status_check;
alter table sender add constraint sender_status_check check (status in ('pending', 'approved', 'rejected', 'withdrawn'));
