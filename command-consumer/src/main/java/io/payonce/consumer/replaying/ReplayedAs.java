package io.payonce.consumer.replaying;

import java.util.Locale;

/** What became of a record that was replayed. */
public enum ReplayedAs {
  APPLIED,
  DUPLICATE,
  STALE,
  SURPLUS,
  REJECTED,
  /** Not decided: what it speaks of is not known, or the gateway has not made it clear. */
  WAITING,
  /** No command, or one that the database refuses: a worker would give it up. */
  UNREADABLE,
  /** Left out by a filter. */
  SKIPPED;

  /** {@code applied}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
