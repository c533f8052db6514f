-- Whether this is the very database that a partition was taken from last, gone on and not gone back. A table that was loaded
-- from a dump is another one, also where the server was not started anew.
ALTER TABLE partition_progress
  ADD COLUMN taken_in      oid,                           -- the table in which it was taken: its own tableoid while it goes on
  ADD COLUMN read_to       bigint NOT NULL DEFAULT 0,     -- the highest place reached since it last went back; takings lower next_offset
  ADD COLUMN reread_below  bigint NOT NULL DEFAULT 0;     -- records below it were read before it last went back
