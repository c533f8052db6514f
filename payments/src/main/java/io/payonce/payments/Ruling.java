package io.payonce.payments;

import static java.util.Objects.requireNonNull;

/** An outcome and why. */
public record Ruling(Outcome outcome, Reason reason) {
  public static final Ruling APPLIED = new Ruling(Outcome.APPLIED, Reason.NONE);

  public Ruling {
    requireNonNull(outcome, "outcome");
    requireNonNull(reason, "reason");
  }

  /** Whether the state of what was decided on became what was said. */
  boolean counts() {
    return switch (outcome) {
      case APPLIED, SURPLUS -> true;
      case DUPLICATE, STALE, REJECTED, DEAD_LETTERED -> false;
    };
  }

  static Ruling rejected(Reason reason) {
    return new Ruling(Outcome.REJECTED, reason);
  }

  static Ruling stale(Reason reason) {
    return new Ruling(Outcome.STALE, reason);
  }

  static Ruling surplus(Reason reason) {
    return new Ruling(Outcome.SURPLUS, reason);
  }
}
