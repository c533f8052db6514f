package io.payonce.payments;

import static java.util.Objects.requireNonNull;

/**
 * A change of the stock of one sku, for one transaction. Unique per transaction, sku and reason, so
 * that no command can sell or return the same goods twice.
 *
 * @param quantity negative when goods leave the stock
 */
public record StockMovement(TransactionId transactionId, Sku sku, int quantity, Reason reason) {
  /** Why stock moves. */
  public enum Reason {
    /** The transaction holds the order: its goods are sold. */
    SALE,
    /**
     * The transaction no longer holds the order, because an earlier attempt took it over: its sale
     * is undone, but for what its refunds have returned already.
     */
    RELEASE,
    /** A refund is final: the goods are back. */
    RETURN
  }

  public StockMovement {
    requireNonNull(transactionId, "transactionId");
    requireNonNull(sku, "sku");
    requireNonNull(reason, "reason");
  }
}
