package io.payonce.ingest.access;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often something may be done.
 *
 * @param times how often, evenly spread, in each {@code per}
 * @param burst how often at once after a rest
 */
public record Rate(int times, Duration per, int burst) {
  public Rate {
    requireNonNull(per, "per is null");
    if (times < 1 || burst < 1 || per.toNanos() < times) {
      throw new IllegalArgumentException("a rate and a burst are at least 1");
    }
  }

  Duration each() {
    return per.dividedBy(times);
  }
}
