package io.payonce.methods.calls;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.payonce.methods.BreakerState;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps calls from a gateway that does not answer. Safe for many threads. */
final class Breaker {
  private static final Logger log = LoggerFactory.getLogger(Breaker.class);
  private static final int MOST_PROBES = 5;

  private final String gateway;
  private final CircuitBreaker breaker;
  private final AtomicReference<BreakerState> noted = new AtomicReference<>(BreakerState.CLOSED);

  Breaker(String gateway, BreakerRule rule) {
    this.gateway = gateway;
    breaker =
        CircuitBreaker.of(
            gateway,
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(rule.calls())
                .minimumNumberOfCalls(rule.calls())
                .failureRateThreshold(rule.failuresPercent())
                .waitDurationInOpenState(rule.openFor())
                .permittedNumberOfCallsInHalfOpenState(Math.min(rule.calls(), MOST_PROBES))
                .build());
  }

  /** Whether a call may go out now; if so, it must be followed by {@link #ended}. */
  boolean lets() {
    boolean lets = breaker.tryAcquirePermission();
    note();
    return lets;
  }

  /**
   * @param nanos how long the call took
   * @param well whether the gateway answered as one that works does
   */
  void ended(long nanos, boolean well) {
    if (well) {
      breaker.onSuccess(nanos, NANOSECONDS);
    } else {
      breaker.onError(nanos, NANOSECONDS, new IOException("no orderly answer"));
    }
    note();
  }

  BreakerState state() {
    return switch (breaker.getState()) {
      case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
      case HALF_OPEN -> BreakerState.HALF_OPEN;
      case OPEN, FORCED_OPEN -> BreakerState.OPEN;
    };
  }

  /** Tells of a change once, whichever call notices it. */
  private void note() {
    BreakerState now = state();
    BreakerState before = noted.getAndSet(now);
    if (before != now) {
      log.warn("calls to {}: the breaker was {} and is {}", gateway, before, now);
    }
  }
}
