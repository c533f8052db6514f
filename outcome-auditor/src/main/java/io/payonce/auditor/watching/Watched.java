package io.payonce.auditor.watching;

import io.payonce.payments.Outcome;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.alerts.Alert;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What is remembered of a command. */
public sealed interface Watched {
  /**
   * It lacks an outcome.
   *
   * @param waiting whether it was last seen in a retry tier
   * @param alarmed whether it was said to be overdue
   */
  record Open(Alert.Subject subject, Instant dueAt, boolean waiting, boolean alarmed)
      implements Watched {
    Open inAlarm() {
      return new Open(subject, dueAt, waiting, true);
    }
  }

  /**
   * It has its outcome, or has it under another id, and is remembered until no sighting of before
   * can come any more.
   *
   * @param outcomes all it had; a take-over has two, what has another id now has none
   * @param labels empty until the command itself was seen, as its outcome may be read first
   * @param since when the auditor read the first of its outcomes or of the other id, by its own
   *     clock
   */
  record Settled(Set<Outcome> outcomes, Optional<Labels> labels, Instant since) implements Watched {
    public Settled {
      outcomes = Set.copyOf(outcomes);
    }
  }

  /** What outcomes are counted by. */
  record Labels(CommandKind kind, String method) {
    static Labels of(Alert.Subject subject) {
      return new Labels(subject.kind(), subject.method());
    }
  }
}
