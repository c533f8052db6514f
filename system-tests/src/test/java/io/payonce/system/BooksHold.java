package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.store.auditing.Invariant;

/** Every invariant of the books, as {@code payonce books check} knows them. */
final class BooksHold implements Guarantee {
  @Override
  public void check(Evidence evidence) {
    for (Invariant invariant : Invariant.all()) {
      assertThat(evidence.database().rows(invariant.offenders()))
          .as("what breaks %s: %s", invariant.name(), invariant.promise())
          .isEmpty();
    }
  }
}
