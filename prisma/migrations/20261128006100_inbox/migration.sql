-- A number has no place in an address or a log: a conversation is called by its id.
alter table conversation add column id bigserial;
create unique index conversation_id on conversation (id);

-- Whether texts to it are stopped is said by the suppressions alone.
alter table conversation drop column opted_out;

-- What was sent to a number that has written to us, answers included. No index leads from a number to its recipients, because
-- it would be written with every outcome: so the messages are looked through once, and what was found stands here.
drop table inbox_answer;
create table conversation_sent (
  msisdn text not null,
  message_id bigint not null references message (id),
  seq int not null,
  primary key (msisdn, message_id, seq)
);

-- Up to when messages were looked through for this number.
alter table conversation add column looked_to timestamptz;
create index message_planned on message (planned_at desc) where planned_at is not null;
