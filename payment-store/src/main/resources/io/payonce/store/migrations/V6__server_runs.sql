-- Which run of the server a partition was taken on. A database that goes back (an old copy, a dump, a promoted standby) does so by
-- another run, so that nothing taken before is held after it, however little it went back: also not where a record's effects are
-- lost and the place had not been advanced past it yet.
ALTER TABLE partition_progress
  ADD COLUMN taken_on timestamptz NOT NULL DEFAULT pg_postmaster_start_time();
