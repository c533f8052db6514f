package io.payonce.cli.operating;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.payonce.store.views.EventView;
import io.payonce.store.views.OrderView;
import io.payonce.store.views.TransactionView;
import java.util.List;
import java.util.Optional;

/** Writes an order down for programs, as one line. */
public final class PaymentJson {
  private PaymentJson() {}

  public static String line(PaymentFacts facts) {
    OrderView order = facts.history().order();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("orderId", order.orderId().value())
        .put("status", order.status())
        .put("version", order.version())
        .put("amount", order.amount().minorUnits())
        .put("amountRefunded", order.refunded().minorUnits())
        .put("currency", order.amount().currency())
        .put("underReview", order.underReview())
        .put("oversold", order.oversold())
        .put("earlierTransactions", order.earlierOnes())
        .put("earlierEvents", facts.history().earlierEvents());
    ArrayNode transactions = json.putArray("transactions");
    order.transactions().forEach(each -> put(transactions.addObject(), each));
    ArrayNode events = json.putArray("events");
    facts.history().events().forEach(each -> put(events.addObject(), each));
    Optional<List<KeyState>> keys = facts.keys();
    if (keys.isEmpty()) {
      json.putNull("keys");
    } else {
      ArrayNode array = json.putArray("keys");
      keys.get().forEach(each -> put(array.addObject(), each));
    }
    return json.toString();
  }

  private static void put(ObjectNode json, TransactionView transaction) {
    json.put("transactionId", transaction.transactionId().value())
        .put("kind", transaction.kind())
        .put("status", transaction.status())
        .put("paymentMethod", transaction.method())
        .put("amount", transaction.amount().minorUnits())
        .put("currency", transaction.amount().currency())
        .put("gatewayTransactionId", transaction.gatewayTransactionId())
        .put("createdAt", transaction.createdAt().toString());
    transaction.expiresAt().ifPresent(end -> json.put("expiresAt", end.toString()));
    transaction
        .refundOf()
        .ifPresent(
            payment ->
                json.put("refundOf", payment.value()).put("refundId", transaction.refundId()));
  }

  private static void put(ObjectNode json, EventView event) {
    json.put("orderVersion", event.orderVersion())
        .put("commandId", event.commandId().toString())
        .put("transactionId", event.transactionId().value())
        .put("outcome", event.outcome())
        .put("reason", event.reason())
        .put("orderStatus", event.orderStatus())
        .put("amountRefunded", event.refunded().minorUnits())
        .put("decidedAt", event.decidedAt().toString());
  }

  private static void put(ObjectNode json, KeyState key) {
    json.put("key", key.key());
    key.lock().ifPresent(held -> put(json.putObject("lock"), held));
    key.mark().ifPresent(held -> put(json.putObject("inflight"), held));
    key.cached()
        .ifPresent(
            result ->
                json.putObject("cached")
                    .put("commandId", result.commandId())
                    .put("partition", result.origin().partition())
                    .put("offset", result.origin().offset()));
  }

  private static void put(ObjectNode json, KeyState.Held held) {
    json.put("value", held.value()).put("ttlMillis", held.ttlMillis());
  }
}
