package io.payonce.ingest.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.payonce.store.views.OrderView;
import io.payonce.store.views.TransactionView;

/** How an order stands, as JSON text. Amounts are minor units. */
final class StatusBody {
  private StatusBody() {}

  static String write(OrderView order) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("orderId", order.orderId().value())
            .put("status", order.status())
            .put("orderVersion", order.version())
            .put("amount", order.amount().minorUnits())
            .put("currency", order.amount().currency())
            .put("refunded", order.refunded().minorUnits())
            .put("underReview", order.underReview())
            .put("oversold", order.oversold());
    ArrayNode transactions = body.putArray("transactions");
    order.transactions().forEach(transaction -> write(transactions.addObject(), transaction));
    if (order.earlierOnes()) {
      body.put("earlierTransactionsLeftOut", true);
    }
    return body.toString();
  }

  private static void write(ObjectNode body, TransactionView transaction) {
    body.put("transactionId", transaction.transactionId().value())
        .put("kind", transaction.kind())
        .put("paymentMethod", transaction.method())
        .put("amount", transaction.amount().minorUnits())
        .put("currency", transaction.amount().currency())
        .put("status", transaction.status());
    if (!transaction.gatewayTransactionId().isEmpty()) {
      body.put("gatewayTransactionId", transaction.gatewayTransactionId());
    }
    body.put("createdAt", transaction.createdAt().toString());
    transaction.expiresAt().ifPresent(at -> body.put("expiresAt", at.toString()));
    transaction.refundOf().ifPresent(payment -> body.put("refundOf", payment.value()));
    if (!transaction.refundId().isEmpty()) {
      body.put("refundId", transaction.refundId());
    }
  }
}
