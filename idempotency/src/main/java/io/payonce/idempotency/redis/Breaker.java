package io.payonce.idempotency.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A circuit breaker that keeps callers from waiting one after another for a server that is away.
 *
 * <p>After a failure it is open for a while, then admits one trial; a success closes it, another
 * failure opens it afresh. A trial that never reports back costs one more such while, no more.
 *
 * <p>Safe for many threads: of those that meet it at the end of the while, compare-and-set lets one
 * through. A success that began before somebody else's failure may close it early, which costs one
 * more wait for the time-out and is put right by it.
 */
final class Breaker {

  private record State(boolean open, long untilNanos) {}

  private static final State CLOSED = new State(false, 0);

  private final Duration openFor;
  private final LongSupplier nanoClock;
  private final AtomicReference<State> state = new AtomicReference<>(CLOSED);

  Breaker(Duration openFor, LongSupplier nanoClock) {
    this.openFor = openFor;
    this.nanoClock = nanoClock;
  }

  boolean admits() {
    State seen = state.get();
    if (!seen.open) {
      return true;
    }
    return hasEnded(seen) && state.compareAndSet(seen, openFromNow());
  }

  /** Returns whether it was closed before. */
  boolean failed() {
    return !state.getAndSet(openFromNow()).open;
  }

  /** Returns whether it was open before. */
  boolean succeeded() {
    return state.getAndSet(CLOSED).open;
  }

  boolean isOpen() {
    State seen = state.get();
    return seen.open && !hasEnded(seen);
  }

  private boolean hasEnded(State seen) {
    return nanoClock.getAsLong() - seen.untilNanos >= 0;
  }

  private State openFromNow() {
    return new State(true, nanoClock.getAsLong() + openFor.toNanos());
  }
}
