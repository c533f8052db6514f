-- What people did about records that no worker could decide on, or that were gone before one could. For the record: nothing
-- about a payment is decided by it.

CREATE TABLE dead_letter_actions (
  action_id      bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  topic          text        NOT NULL,                         -- where the letter lies
  topic_id       uuid        NOT NULL,
  partition      integer     NOT NULL,
  letter_offset  bigint      NOT NULL,
  action         text        NOT NULL CHECK (action IN ('REDRIVEN', 'PARKED', 'DISCARDED')),
  command_id     uuid,                                         -- under which it was sent again
  reason         text        NOT NULL,
  done_by        text        NOT NULL,
  done_at        timestamptz NOT NULL DEFAULT now(),
  CHECK ((action = 'REDRIVEN') = (command_id IS NOT NULL)),
  CHECK (action <> 'DISCARDED' OR reason <> '')
);
CREATE INDEX dead_letter_actions_of_letter ON dead_letter_actions (topic_id, partition, letter_offset, action_id);

-- Records that were given up so that their partition could go on.
CREATE TABLE gap_acceptances (
  acceptance_id    bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  topic            text        NOT NULL,
  partition        integer     NOT NULL,
  topic_id         uuid        NOT NULL,                       -- of the topic that is read from now on
  read_topic_id    uuid,                                       -- of the one that had been read; none: never read
  read_to          bigint      NOT NULL,                       -- up to there it had been read
  published_to     bigint      NOT NULL,                       -- and up to there its outcomes were known to be out
  goes_on_at       bigint      NOT NULL,
  missing          text        NOT NULL,                       -- as it was shown to who accepted it
  reason           text        NOT NULL CHECK (reason <> ''),
  done_by          text        NOT NULL,
  done_at          timestamptz NOT NULL DEFAULT now()
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON dead_letter_actions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON gap_acceptances
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
