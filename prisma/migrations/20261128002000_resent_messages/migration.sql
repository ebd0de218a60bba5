-- A message names those that sent to its people again.
create index message_by_former on message (resend_of) where resend_of is not null;
