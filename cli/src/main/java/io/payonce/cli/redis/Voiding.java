package io.payonce.cli.redis;

import static java.util.Objects.requireNonNull;

import io.payonce.cli.operating.Keys;
import io.payonce.idempotency.ResultCache;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.IdempotencyKey;
import io.payonce.store.views.OrderView;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cached results that are to go.
 *
 * @param whose for a person
 * @param whole whether these are all that were asked for
 */
record Voiding(String whose, boolean whole, Sweep sweep) {
  private static final String ID = "[A-Za-z0-9._-]{1,64}";
  private static final Pattern KEY =
      Pattern.compile(
          "callback:[A-Z]+:%1$s|payment:create:%1$s|payment:refund:%1$s(:%1$s)?".formatted(ID));

  /** Counts or deletes them. */
  @FunctionalInterface
  interface Sweep {
    ResultCache.Swept run(ResultCache cache, boolean counting);
  }

  Voiding {
    requireNonNull(whose, "whose is null");
    requireNonNull(sweep, "sweep is null");
  }

  /**
   * @throws IllegalArgumentException if one is no idempotency key
   */
  static Voiding ofKeys(List<String> keys) {
    if (!keys.stream().allMatch(KEY.asMatchPredicate())) {
      throw new IllegalArgumentException(
          "KEY must be callback:METHOD:ID, payment:create:ID, payment:refund:ID or"
              + " payment:refund:ID:REFUNDID");
    }
    return of(keys.size() == 1 ? keys.getFirst() : keys.size() + " keys", keys, true);
  }

  static Voiding ofTransaction(TransactionId id) {
    List<String> keys =
        Arrays.stream(PaymentMethod.values())
            .map(method -> IdempotencyKey.ofCallback(method, id).value())
            .toList();
    return of("transaction " + id, keys, true);
  }

  static Voiding ofOrder(OrderView order) {
    return of("order " + order.orderId(), Keys.of(order), !order.earlierOnes());
  }

  static Voiding ofMethod(PaymentMethod method) {
    return new Voiding(
        "all callbacks of " + method,
        true,
        (cache, counting) -> cache.sweep("callback:" + method + ":", counting));
  }

  private static Voiding of(String whose, List<String> keys, boolean whole) {
    return new Voiding(whose, whole, (cache, counting) -> cache.sweep(keys, counting));
  }

  ResultCache.Swept run(ResultCache cache, boolean counting) {
    return sweep.run(cache, counting);
  }
}
