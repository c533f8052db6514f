-- What is needed to ask gateways about payments that nobody told us of.

-- The payments that are pending, by age. An attempt enters the index when it is opened and leaves it with its first decision,
-- which writes nothing here: a row that is not pending has no entry.
CREATE INDEX payments_pending ON transactions (method, created_at) WHERE kind = 'PAYMENT' AND status = 'PENDING';

-- Who does what only one instance should do, and how far it has come with it.
CREATE TABLE leases (
  name     text        PRIMARY KEY,
  holder   text        NOT NULL,                               -- made up by each instance when it starts
  until    timestamptz NOT NULL,                               -- by this database's clock
  reached  timestamptz NOT NULL                                -- everything that was due until then is done
) WITH (fillfactor = 50);
