package io.payonce.schemas.alerts;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Outcome;
import io.payonce.schemas.CommandKind;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What the auditor found, as it is published. Each is published once, also across crashes. */
public sealed interface Alert {
  int VERSION = 1;

  /** The method of commands that name none, as refunds do. */
  String NO_METHOD = "none";

  /** When it was raised. */
  Instant at();

  /**
   * What it is published under: the command's id, the place of a record without one, or a storm.
   */
  String key();

  /**
   * A command, or a record that names none, as far as an operator needs it to find it.
   *
   * @param commandId empty for a record that cannot be read and carries no id
   * @param method the payment method's name, or {@link #NO_METHOD}
   * @param idempotencyKey empty where the record cannot be read
   * @param place where it was last seen: topic, partition and offset, divided by blanks
   * @param seenAt the time of the record that it was first seen in
   */
  record Subject(
      Optional<UUID> commandId,
      CommandKind kind,
      String method,
      String idempotencyKey,
      String place,
      Instant seenAt) {
    public Subject {
      requireNonNull(commandId, "commandId is null");
      requireNonNull(kind, "kind is null");
      requireNonNull(method, "method is null");
      requireNonNull(idempotencyKey, "idempotencyKey is null");
      requireNonNull(place, "place is null");
      requireNonNull(seenAt, "seenAt is null");
    }

    /** The same, seen at an earlier time for the first time. */
    public Subject since(Instant firstSeenAt) {
      return new Subject(commandId, kind, method, idempotencyKey, place, firstSeenAt);
    }

    private String key() {
      return commandId.map(UUID::toString).orElse(place);
    }
  }

  /**
   * A command has no outcome although it should.
   *
   * @param waiting whether it was last seen in a retry tier
   */
  record Overdue(Instant at, Subject subject, Instant dueAt, boolean waiting) implements Alert {
    @Override
    public String key() {
      return subject.key();
    }
  }

  /** What ended a command's being overdue. */
  enum Ending {
    /** Its outcome. */
    OUTCOME,
    /** It was seen in a retry tier, and has a new time that it is due at. */
    WAITING
  }

  /** A command that was overdue is so no more. */
  record Cleared(Instant at, Subject subject, Ending by) implements Alert {
    @Override
    public String key() {
      return subject.key();
    }
  }

  /**
   * Too many commands of a kind and method had one outcome.
   *
   * @param outcome {@code DUPLICATE} or {@code REJECTED}
   * @param count how many had it by then
   * @param total how many had any
   */
  record Storm(
      Instant at,
      Outcome outcome,
      CommandKind kind,
      String method,
      Window window,
      long count,
      long total)
      implements Alert {
    @Override
    public String key() {
      return "storm:" + outcome + ":" + kind + ":" + method;
    }
  }

  /**
   * A span of the outcomes' own times.
   *
   * @param until exclusive
   */
  record Window(Instant from, Instant until) {}
}
