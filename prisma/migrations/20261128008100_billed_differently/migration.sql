-- The few rows whose parts a provider counted otherwise than we did: found and summed without reading the others. Written
-- only where the counts differ, and in a statement that writes the reference's index anyway.
create index recipient_billed_differently on recipient (message_id, seq) include (parts, billed_parts, price)
  where billed_parts <> parts;
