-- What we know of orders, the attempts to pay them, their stock, and how far the commands have been read.
-- Amounts are whole minor units of the currency beside them (ISO 4217).

CREATE TABLE orders (
  order_id      text        PRIMARY KEY,
  amount        bigint      NOT NULL CHECK (amount > 0),
  currency      text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  status        text        NOT NULL CHECK (status IN ('PENDING', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED')),
  version       bigint      NOT NULL CHECK (version > 0),      -- rises by one with each kept decision
  under_review  boolean     NOT NULL DEFAULT false,            -- a claim contradicted what we know
  oversold      boolean     NOT NULL DEFAULT false,            -- its sale took a sku below zero
  recorded_at   timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 80);

CREATE TABLE order_items (
  order_id  text    NOT NULL REFERENCES orders,
  sku       text    NOT NULL,
  quantity  integer NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (order_id, sku)
);

CREATE TABLE transactions (
  transaction_id          text        PRIMARY KEY,             -- ours; the gateway echoes it
  order_id                text        NOT NULL REFERENCES orders,
  kind                    text        NOT NULL CHECK (kind IN ('PAYMENT', 'REFUND')),
  method                  text        NOT NULL,
  amount                  bigint      NOT NULL CHECK (amount > 0),
  currency                text        NOT NULL,
  status                  text        NOT NULL,
  gateway_transaction_id  text        NOT NULL DEFAULT '',     -- the gateway's own number, once one was applied
  created_at              timestamptz NOT NULL,                -- when the command that opened it was accepted
  expires_at              timestamptz,                         -- of payments
  CHECK (CASE kind
    WHEN 'PAYMENT' THEN status IN ('PENDING', 'FAILED', 'SUCCEEDED', 'SURPLUS') AND expires_at IS NOT NULL
    ELSE status IN ('REQUESTED', 'UNKNOWN', 'PROCESSING', 'SUCCEEDED', 'FAILED') AND expires_at IS NULL END)
) WITH (fillfactor = 80);
-- At most one successful payment holds an order, whatever the code does. The others stand in the same index by their own
-- names, so that one index both guards and finds the payments of an order: each decision writes the indexes of a transaction
-- anew.
CREATE UNIQUE INDEX one_holder_an_order ON transactions
  (order_id, (CASE status WHEN 'SUCCEEDED' THEN '' ELSE transaction_id END)) WHERE kind = 'PAYMENT';
CREATE INDEX refunds_of_order ON transactions (order_id) WHERE kind = 'REFUND';
CREATE INDEX refunds_under_way ON transactions (status, created_at)
  WHERE kind = 'REFUND' AND status IN ('REQUESTED', 'UNKNOWN', 'PROCESSING');

-- What a refund has beside what it has in common with a payment.
CREATE TABLE refunds (
  transaction_id  text    PRIMARY KEY REFERENCES transactions,
  payment_id      text    NOT NULL REFERENCES transactions,    -- whose money is paid back
  refund_id       text    NOT NULL,                            -- the caller's name for it; empty for an order's full refund
  opened          bigint  NOT NULL GENERATED ALWAYS AS IDENTITY
);

-- What goes back to stock when a refund is final.
CREATE TABLE refund_items (
  transaction_id  text    NOT NULL REFERENCES refunds,
  sku             text    NOT NULL,
  quantity        integer NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (transaction_id, sku)
);

-- The bytes that the caller of a refund was answered with once its command was decided.
CREATE TABLE refund_responses (
  transaction_id  text  PRIMARY KEY REFERENCES refunds,
  response        text  NOT NULL
);

-- The bytes that the creator of an attempt was answered with. Apart from its transaction, which is written again with each
-- decision and would carry them along.
CREATE TABLE create_responses (
  transaction_id  text  PRIMARY KEY REFERENCES transactions,
  response        text  NOT NULL
);

-- Every decision but DUPLICATE, for ever. A command that comes again gets its decision from here.
CREATE TABLE transaction_events (
  command_id      uuid        NOT NULL,
  transaction_id  text        NOT NULL,                        -- of a refused create: the id it would have got
  order_id        text        NOT NULL,
  outcome         text        NOT NULL,
  reason          text        NOT NULL,
  said            text        NOT NULL,                        -- what the command said, as a fingerprint
  order_status    text        NOT NULL,                        -- from here on: how the order stood right after it
  order_version   bigint      NOT NULL,
  amount          bigint      NOT NULL,
  currency        text        NOT NULL,
  refunded        bigint      NOT NULL,
  decided_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (command_id, transaction_id)
);
CREATE INDEX transaction_events_of_order ON transaction_events (order_id, order_version);

CREATE TABLE inventory (
  sku      text   PRIMARY KEY,
  on_hand  bigint NOT NULL                                     -- may be negative: a payment is never refused for stock
) WITH (fillfactor = 50);

CREATE TABLE inventory_movements (
  transaction_id  text        NOT NULL,
  sku             text        NOT NULL,
  reason          text        NOT NULL CHECK (reason IN ('SALE', 'RELEASE', 'RETURN')),
  quantity        integer     NOT NULL,                        -- negative when goods leave
  moved_at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (transaction_id, sku, reason)
);

-- How far this database has read each partition. Advanced in the same transaction as the effects, so a database that goes
-- back takes its place in the log back with it.
CREATE TABLE partition_progress (
  topic             text        NOT NULL,
  partition         integer     NOT NULL,
  topic_id          uuid        NOT NULL,                      -- a topic that is created anew has another
  next_offset       bigint      NOT NULL,                      -- everything below is in this database
  published_offset  bigint      NOT NULL,                      -- everything below has its outcome published
  owner             text        NOT NULL,                      -- whoever took the partition last; all others are fenced off
  attempts          integer     NOT NULL,                      -- takings in a row that did not get on
  taken_at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic, partition),
  CHECK (published_offset <= next_offset)
) WITH (fillfactor = 50);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON transaction_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON inventory_movements
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
