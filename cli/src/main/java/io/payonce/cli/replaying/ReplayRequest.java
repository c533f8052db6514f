package io.payonce.cli.replaying;

import static java.util.Objects.requireNonNull;

import io.payonce.consumer.replaying.RangeWish;
import io.payonce.payments.OrderId;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.CommandKind;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be replayed.
 *
 * @param order only commands about this order
 * @param method only commands of this gateway
 */
public record ReplayRequest(
    Set<CommandKind> kinds,
    RangeWish range,
    Optional<OrderId> order,
    Optional<PaymentMethod> method) {
  public ReplayRequest {
    kinds = Set.copyOf(kinds);
    requireNonNull(range, "range is null");
    requireNonNull(order, "order is null");
    requireNonNull(method, "method is null");
  }
}
