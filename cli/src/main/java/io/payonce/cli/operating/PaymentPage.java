package io.payonce.cli.operating;

import io.payonce.idempotency.CachedResult;
import io.payonce.store.views.EventView;
import io.payonce.store.views.OrderHistory;
import io.payonce.store.views.OrderView;
import io.payonce.store.views.TransactionView;
import java.util.List;

/** Writes an order down for a person, on one page. */
public final class PaymentPage {
  private PaymentPage() {}

  public static String text(PaymentFacts facts) {
    OrderHistory history = facts.history();
    StringBuilder page = new StringBuilder(head(history.order()));
    page.append("\nTransactions\n");
    if (history.order().earlierOnes()) {
      page.append("  (there are earlier ones)\n");
    }
    history.order().transactions().forEach(each -> page.append(line(each)));
    page.append("\nEvents\n");
    if (history.earlierEvents()) {
      page.append("  (there are earlier ones)\n");
    }
    history.events().forEach(each -> page.append(line(each)));
    page.append("\nRedis\n");
    page.append(
        facts
            .keys()
            .map(PaymentPage::keys)
            .orElse("  does not answer: what it has on this order is not known\n"));
    return page.toString();
  }

  private static String head(OrderView order) {
    return "Order %s: %s\n  amount %s, refunded %s, version %d%s%s\n"
        .formatted(
            order.orderId(),
            order.status(),
            order.amount(),
            order.refunded(),
            order.version(),
            order.underReview() ? "\n  UNDER REVIEW: something contradicted what is known" : "",
            order.oversold() ? "\n  OVERSOLD: more was sold than there was" : "");
  }

  private static String line(TransactionView transaction) {
    String more =
        transaction
                .refundOf()
                .map(
                    payment ->
                        "  of "
                            + payment
                            + (transaction.refundId().isEmpty()
                                ? ", all that was left"
                                : ", refundId " + transaction.refundId()))
                .orElse("")
            + transaction.expiresAt().map(end -> "  open until " + end).orElse("");
    String number = transaction.gatewayTransactionId();
    return "  %s  %s\n      %s %s, %s, %s%s\n"
        .formatted(
            transaction.createdAt(),
            transaction.transactionId(),
            transaction.kind(),
            transaction.status(),
            transaction.amount(),
            transaction.method() + (number.isEmpty() ? " (no number)" : " number " + number),
            more);
  }

  private static String line(EventView event) {
    return "  %-3d %s  %s%s -> %s, refunded %s\n      transaction %s  command %s\n"
        .formatted(
            event.orderVersion(),
            event.decidedAt(),
            event.outcome(),
            event.reason().equals("none") ? "" : " (" + event.reason() + ")",
            event.orderStatus(),
            event.refunded(),
            event.transactionId(),
            event.commandId());
  }

  private static String keys(List<KeyState> keys) {
    StringBuilder lines = new StringBuilder();
    for (KeyState key : keys) {
      if (!key.isBare()) {
        lines.append("  ").append(key.key()).append('\n');
        key.lock().ifPresent(held -> lines.append(line("locked by " + held.value(), held)));
        key.mark().ifPresent(held -> lines.append(line("a caller waits", held)));
        key.cached().ifPresent(result -> lines.append(line(result)));
      }
    }
    return lines.isEmpty() ? "  nothing on its " + keys.size() + " keys\n" : lines.toString();
  }

  private static String line(String words, KeyState.Held held) {
    return "      %s, for %d ms more\n".formatted(words, Math.max(0, held.ttlMillis()));
  }

  private static String line(CachedResult result) {
    return "      result of command %s, partition %d offset %d\n"
        .formatted(result.commandId(), result.origin().partition(), result.origin().offset());
  }
}
