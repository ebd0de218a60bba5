-- What the person read on the button, {people, credits}: a plan that comes to something else is not made.
alter table message add column expected jsonb;
