-- Pieces live for days at most, and packing them takes longer than writing them.
alter table blob_piece alter column data set storage external;
