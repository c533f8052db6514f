package io.payonce.store.auditing;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * Something that is true of the database after every commit, whatever was killed, restored or read
 * again.
 *
 * @param name in words with hyphens, for programs; stays the same for ever
 * @param promise what is promised, in a sentence
 * @param offenders SQL that returns the rows that break it, and no others; each row's columns name
 *     themselves, and none holds personal data
 */
public record Invariant(String name, String promise, String offenders) {
  public Invariant {
    requireNonNull(name, "name is null");
    requireNonNull(promise, "promise is null");
    requireNonNull(offenders, "offenders is null");
  }

  /** All of them; what the later ones say is easier to understand where the earlier ones hold. */
  public static List<Invariant> all() {
    return Stream.of(
            OrderInvariants.ALL, DecisionInvariants.ALL, RefundInvariants.ALL, StockInvariants.ALL)
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
