package io.payonce.auditor.storms;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * What a storm is.
 *
 * @param window the length of the windows that outcomes are counted in
 */
public record StormSettings(Duration window, Limit duplicates, Limit rejections) {
  public StormSettings {
    requireNonNull(window, "window is null");
    requireNonNull(duplicates, "duplicates is null");
    requireNonNull(rejections, "rejections is null");
  }

  /**
   * A storm has at least so many of one outcome in a window, and at least that share of all.
   *
   * @param percent of all outcomes of the kind and method
   */
  public record Limit(int count, int percent) {
    boolean isPassed(long counted, long total) {
      return counted >= count && counted * 100 >= total * percent;
    }
  }

  /** Empty for outcomes that no number of is too many. */
  Optional<Limit> limit(Outcome outcome) {
    return switch (outcome) {
      case DUPLICATE -> Optional.of(duplicates);
      case REJECTED -> Optional.of(rejections);
      case APPLIED, STALE, SURPLUS, DEAD_LETTERED -> Optional.empty();
    };
  }
}
