-- The record over which the process died last, when it was handled by itself, and how often in a row. No deaths, no suspect.
ALTER TABLE partition_progress
  ADD COLUMN suspect_offset bigint  NOT NULL DEFAULT -1,
  ADD COLUMN suspect_deaths integer NOT NULL DEFAULT 0;

COMMENT ON COLUMN partition_progress.attempts IS 'beginnings in a row that neither got on nor were taken back';
