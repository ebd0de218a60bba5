-- The id that a screen makes for one press of its button: a second press, from another tab too, finds the first message.
alter table message add column confirmation uuid;
create unique index message_confirmation_key on message (confirmation);
