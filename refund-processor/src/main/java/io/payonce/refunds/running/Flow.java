package io.payonce.refunds.running;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How many leave in a second, as was seen lately. Safe for many threads. */
public final class Flow {
  private static final Duration STRETCH = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final int untilKnown;
  private Instant began;
  private boolean known;
  private int before;
  private int now;

  /**
   * @param untilKnown what to expect of a second before one was seen
   */
  public Flow(InstantSource clock, int untilKnown) {
    this.clock = clock;
    this.untilKnown = untilKnown;
    this.began = clock.instant();
  }

  /** One left. */
  public synchronized void left() {
    goOn();
    now++;
  }

  /** What was seen does not count any more: not so many were there as could have been. */
  public synchronized void forget() {
    began = clock.instant();
    known = false;
    now = 0;
  }

  /** How many can be expected to leave within a second. */
  public synchronized int inASecond() {
    goOn();
    if (!known) {
      return untilKnown;
    }
    long seen = STRETCH.plus(Duration.between(began, clock.instant())).toMillis();
    return Math.ceilDiv((before + now) * (int) STRETCH.toMillis(), (int) seen);
  }

  /** Of the last stretch but one nothing is left. */
  private void goOn() {
    Duration passed = Duration.between(began, clock.instant());
    if (passed.compareTo(STRETCH) < 0) {
      return;
    }
    before = passed.compareTo(STRETCH.multipliedBy(2)) < 0 ? now : 0;
    now = 0;
    known = true;
    began = clock.instant();
  }
}
