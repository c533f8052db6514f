package io.payonce.refunds;

import static java.util.Objects.requireNonNull;

import io.payonce.methods.BreakerState;
import io.payonce.methods.MerchantApi;
import io.payonce.payments.PaymentMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One gateway and the places of those who speak to it. Its own client refuses more calls than it
 * has places for; here, whoever comes waits a moment for one. Only a moment: else a slow gateway
 * would hold all handlers, and with them the refunds of the others.
 */
final class Gateway {
  /** How long a place is waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private final PaymentMethod method;
  private final MerchantApi api;
  private final Semaphore places;

  Gateway(PaymentMethod method, MerchantApi api, int callsAtOnce) {
    this.method = requireNonNull(method, "method is null");
    this.api = requireNonNull(api, "api is null");
    this.places = new Semaphore(callsAtOnce, true);
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
    try {
      if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(conversation.get());
    } finally {
      places.release();
    }
  }
}
