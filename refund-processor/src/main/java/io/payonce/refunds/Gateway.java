package io.payonce.refunds;

import static java.util.Objects.requireNonNull;

import io.payonce.methods.BreakerState;
import io.payonce.methods.MerchantApi;
import io.payonce.payments.PaymentMethod;
import io.payonce.refunds.running.Flow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One gateway and the places of those who speak to it. Its own client refuses more calls than it
 * has places for; here, whoever comes waits a moment for one, unless so many wait already that a
 * gateway as quick as this one was lately would not get to him. So those who wait for a slow
 * gateway do not hold the handlers, and with them the refunds of the others: they come again.
 */
final class Gateway {
  /** How long a place is waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private final PaymentMethod method;
  private final MerchantApi api;
  private final int callsAtOnce;
  private final Semaphore places;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Flow flow;

  Gateway(PaymentMethod method, MerchantApi api, int callsAtOnce) {
    this.method = requireNonNull(method, "method is null");
    this.api = requireNonNull(api, "api is null");
    this.callsAtOnce = callsAtOnce;
    this.places = new Semaphore(callsAtOnce, true);
    this.flow = new Flow(InstantSource.system(), callsAtOnce);
  }

  PaymentMethod method() {
    return method;
  }

  MerchantApi api() {
    return api;
  }

  BreakerState breaker() {
    return api.breakerState();
  }

  /** Speaks to the gateway, one call at a time; empty if no place came free. */
  <T> Optional<T> speak(Supplier<T> conversation) {
    if (!hasPlace()) {
      return Optional.empty();
    }
    try {
      return Optional.of(conversation.get());
    } finally {
      places.release();
      flow.left();
    }
  }

  private boolean hasPlace() {
    if (places.availablePermits() > callsAtOnce / 2) {
      flow.forget();
    }
    try {
      boolean mayWait = waiting.getAndIncrement() < flow.inASecond();
      return places.tryAcquire(mayWait ? PATIENCE.toMillis() : 0, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.decrementAndGet();
    }
  }
}
