package io.payonce.store.reconciling;

import java.time.Duration;
import java.util.List;

/**
 * The ages at which something unsettled is asked for: once after each, and never again after the
 * last. They stand in the place of a memory of what was asked when.
 *
 * @param ages rising
 */
public record AskingAges(List<Duration> ages) {
  /** How long after the last age something still counts as just having reached it. */
  static final Duration LAST_LASTS = Duration.ofDays(1);

  /**
   * @throws IllegalArgumentException if there is none, or they do not rise
   */
  public AskingAges {
    ages = List.copyOf(ages);
    if (ages.isEmpty()) {
      throw new IllegalArgumentException("there must be an age to ask at");
    }
    for (int i = 1; i < ages.size(); i++) {
      if (ages.get(i).compareTo(ages.get(i - 1)) <= 0) {
        throw new IllegalArgumentException("ages must rise");
      }
    }
  }

  /** From this age on, the one at the index is not the latest any more. */
  Duration endOf(int index) {
    return index + 1 < ages.size() ? ages.get(index + 1) : ages.get(index).plus(LAST_LASTS);
  }
}
