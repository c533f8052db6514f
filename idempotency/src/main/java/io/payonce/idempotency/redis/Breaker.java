package io.payonce.idempotency.redis;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A circuit breaker that keeps callers from waiting one after another for a server that is away.
 *
 * <p>After a failure it is open for a while, then admits one trial; a success closes it, another
 * failure opens it afresh. A trial that never reports back costs one more such while, no more.
 *
 * <p>Safe for many threads: all is done under the monitor, so that of those who meet it at the end
 * of the while one is let through. A success that began before somebody else's failure may close it
 * early, which costs one more wait for the time-out and is put right by it.
 */
final class Breaker {

  private final Duration openFor;
  private final LongSupplier nanoClock;
  private boolean open;
  private long openUntil;

  Breaker(Duration openFor, LongSupplier nanoClock) {
    this.openFor = openFor;
    this.nanoClock = nanoClock;
  }

  synchronized boolean admits() {
    if (!open) {
      return true;
    }
    if (isOpen()) {
      return false;
    }
    openFromNow();
    return true;
  }

  /** Returns whether it was closed before. */
  synchronized boolean failed() {
    boolean wasClosed = !open;
    openFromNow();
    return wasClosed;
  }

  /** Returns whether it was open before. */
  synchronized boolean succeeded() {
    boolean wasOpen = open;
    open = false;
    return wasOpen;
  }

  /** Whether nobody would be admitted now. */
  synchronized boolean isOpen() {
    return open && nanoClock.getAsLong() - openUntil < 0;
  }

  private void openFromNow() {
    open = true;
    openUntil = nanoClock.getAsLong() + openFor.toNanos();
  }
}
