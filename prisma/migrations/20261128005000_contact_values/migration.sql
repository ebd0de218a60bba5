-- Finding people by one of their values, {"city": "Nairobi"}, or by having one of that name.
create index contact_attributes on contact using gin (attributes);
