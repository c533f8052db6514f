package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.simulator.merchant.BooksPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The gateway's books and ours agree to the last unit: each refund that we count as taken stands
 * there once, under our number and with the gateway's, and there is no other. No refund is open, no
 * payment is paid back beyond its amount, and each order by what was asked for.
 *
 * @param ambiguous orders of which somebody has paid a part back by hand: of their refunds, one
 *     each stays open, and nothing more goes back
 */
record RefundedOnce(BooksPage books, List<RefundedOrder> orders, List<RefundedOrder> ambiguous)
    implements Guarantee {
  private static final String REFUNDS =
      "(SELECT * FROM transactions JOIN refunds USING (transaction_id)) r ";
  private static final String TAKEN = "status IN ('PROCESSING', 'SUCCEEDED')";
  private static final int DAY = "yyMMdd_".length();

  RefundedOnce(BooksPage books, List<RefundedOrder> orders) {
    this(books, orders, List.of());
  }

  @Override
  public void check(Evidence evidence) {
    Database database = evidence.database();
    assertThat(
            database.rows(
                """
                SELECT transaction_id, order_id, status FROM %s WHERE status IN ('REQUESTED', 'UNKNOWN')
                   AND order_id <> ALL (string_to_array(?, ','))
                """
                    .formatted(REFUNDS),
                RefundedOrder.ids(ambiguous)))
        .as("refunds that are still open")
        .isEmpty();
    agree(database);
    assertThat(books.payments())
        .as("payments refunded beyond their amount")
        .allMatch(payment -> payment.refundedVnd() <= payment.vnd());
    assertThat(orders).allSatisfy(this::isRefundedAsWished);
  }

  /** {@code payment, our number, the gateway's number, amount} of each refund, on both sides. */
  private void agree(Database database) {
    List<String> there = new ArrayList<>();
    Set<String> byHand =
        ambiguous.stream().map(order -> order.payment().value()).collect(Collectors.toSet());
    for (BooksPage.Payment payment : books.payments()) {
      if (byHand.contains(payment.reference())) {
        assertThat(payment.refunds()).as("paid back of %s", payment.reference()).hasSize(1);
        continue;
      }
      for (BooksPage.Refund refund : payment.refunds()) {
        there.add(
            "%s %s %s %d"
                .formatted(
                    payment.reference(), refund.requestId(), refund.transactionNo(), refund.vnd()));
      }
    }
    there.sort(Comparator.naturalOrder());
    List<String> here =
        new ArrayList<>(
            database.rows(
                """
                SELECT payment_id, substr(transaction_id, %d), gateway_transaction_id, amount
                  FROM %s WHERE %s
                """
                    .formatted(DAY + 1, REFUNDS, TAKEN)));
    here.sort(Comparator.naturalOrder());
    assertThat(here).as("refunds in our books, and in the gateway's").isEqualTo(there);
  }

  private void isRefundedAsWished(RefundedOrder order) {
    long refunded = books.payment(order.payment().value()).orElseThrow().refundedVnd();
    assertThat(refunded).as("paid back of %s (%s)", order.id(), order.wish()).isPositive();
    order.refunded().ifPresent(wished -> assertThat(refunded).isEqualTo(wished));
  }
}
