-- Which replay a decision was made in. A replay that was killed and goes on knows by it which decisions are its own, although
-- it had no time to count and publish them.
ALTER TABLE transaction_events ADD COLUMN replay_id uuid;      -- NULL: decided by a worker
