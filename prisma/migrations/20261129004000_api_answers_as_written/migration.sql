-- An answer that is repeated is the same text as the first one: jsonb would put its fields into another order.
alter table api_request alter column answer type json using answer::json;
