package io.payonce.cli.operating;

import io.payonce.idempotency.ResultCache;
import io.payonce.idempotency.redis.Call;
import io.payonce.idempotency.redis.Commands;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.idempotency.redis.Script;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.IdempotencyKey;
import io.payonce.store.views.OrderView;
import io.payonce.store.views.TransactionView;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The idempotency keys of an order, and what Redis has on them. */
public final class Keys {
  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);
  private static final Script TTL = Script.of("return redis.call('PTTL', KEYS[1])");

  private Keys() {}

  /** The keys of its create, of its refunds, and of the callbacks for its transactions. */
  public static List<String> of(OrderView order) {
    Set<IdempotencyKey> keys = new LinkedHashSet<>();
    keys.add(IdempotencyKey.ofCreate(order.orderId()));
    for (TransactionView transaction : order.transactions()) {
      if (transaction.kind().equals("REFUND")) {
        keys.add(
            transaction.refundId().isEmpty()
                ? IdempotencyKey.ofRefund(order.orderId())
                : IdempotencyKey.ofRefund(order.orderId(), transaction.refundId()));
      }
      PaymentMethod.named(transaction.method())
          .map(method -> IdempotencyKey.ofCallback(method, transaction.transactionId()))
          .ifPresent(keys::add);
    }
    return keys.stream().map(IdempotencyKey::value).toList();
  }

  /** What Redis has on them; empty if it does not answer. */
  static Optional<List<KeyState>> look(RedisSettings settings, List<String> keys) {
    try (RedisLink link = RedisLink.connect(settings)) {
      if (!link.awaitConnected(CONNECTED_WITHIN)) {
        return Optional.empty();
      }
      ResultCache cache = new ResultCache(link);
      List<KeyState> states =
          keys.stream()
              .map(
                  key ->
                      new KeyState(
                          key,
                          held(link, "lock:" + key),
                          held(link, "inflight:" + key),
                          cache.read(key)))
              .toList();
      // What had no answer looks like nothing, which it must not be taken for.
      return link.degradedOperations() == 0 ? Optional.of(states) : Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<KeyState.Held> held(RedisLink link, String name) {
    Call<String> value = link.run(Commands.get(link.prefixed(name)));
    return Optional.ofNullable(value.value())
        .map(
            text ->
                new KeyState.Held(
                    text,
                    Optional.ofNullable(link.run(Commands.script(TTL, link.prefixed(name))).value())
                        .orElse(-1L)));
  }
}
