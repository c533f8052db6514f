package io.payonce.cli.operating;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.payonce.store.views.RefundView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Writes refunds down, a line each. */
public final class RefundsPage {
  private static final String LINE = "%-12s %-9s %16s  %-34s %s%n";

  private RefundsPage() {}

  /** For people. */
  public static String text(List<RefundView> refunds, Instant now) {
    if (refunds.isEmpty()) {
      return "There is no such refund.\n";
    }
    StringBuilder page = new StringBuilder();
    page.append(LINE.formatted("STATUS", "AGE", "AMOUNT", "REFUND", "ORDER"));
    for (RefundView refund : refunds) {
      page.append(
          LINE.formatted(
              refund.status(),
              Ages.text(refund.createdAt(), now),
              refund.amount(),
              refund.transactionId(),
              refund.orderId()));
    }
    return page.toString();
  }

  /** For programs: one line. */
  public static String json(List<RefundView> refunds, Instant now) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(refunds.size());
    for (RefundView refund : refunds) {
      array
          .addObject()
          .put("orderId", refund.orderId().value())
          .put("refundTransactionId", refund.transactionId().value())
          .put("paymentTransactionId", refund.paymentId().value())
          .put("refundId", refund.refundId())
          .put("paymentMethod", refund.method())
          .put("amount", refund.amount().minorUnits())
          .put("currency", refund.amount().currency())
          .put("status", refund.status())
          .put("gatewayTransactionId", refund.gatewayTransactionId())
          .put("createdAt", refund.createdAt().toString())
          .put("ageSeconds", Duration.between(refund.createdAt(), now).toSeconds());
    }
    return array.toString();
  }
}
