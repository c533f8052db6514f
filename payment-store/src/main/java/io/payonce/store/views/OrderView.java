package io.payonce.store.views;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import java.util.List;

/**
 * An order as the database had it at one moment.
 *
 * @param status as its last decision left it
 * @param version rises with each decision
 * @param refunded what is paid back, or taken on by the gateway, of the payment that holds it
 * @param underReview something contradicted what we know; a person must look
 * @param oversold its sale took more out of stock than there was
 * @param transactions the payments and refunds, in the order of their creation; the latest ones
 *     where there are very many
 * @param earlierOnes whether there are transactions before these
 */
public record OrderView(
    OrderId orderId,
    String status,
    long version,
    Money amount,
    Money refunded,
    boolean underReview,
    boolean oversold,
    List<TransactionView> transactions,
    boolean earlierOnes) {
  public OrderView {
    requireNonNull(orderId, "orderId is null");
    requireNonNull(status, "status is null");
    requireNonNull(amount, "amount is null");
    requireNonNull(refunded, "refunded is null");
    transactions = List.copyOf(transactions);
  }
}
