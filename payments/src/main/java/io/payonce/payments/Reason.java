package io.payonce.payments;

import java.util.Locale;

/**
 * Why an outcome is what it is. The code is the contract: it stands in outcomes and in the table of
 * events.
 */
public enum Reason {
  NONE,
  /** The claim's amount is not the transaction's; or a refund of nothing. */
  WRONG_AMOUNT,
  /** The claim's currency is not the transaction's; or a refund's is not its payment's. */
  WRONG_CURRENCY,
  /** The callback came from another gateway than the one that the attempt was opened with. */
  WRONG_METHOD,
  /** A success under another gateway transaction id than the one that was applied. */
  OTHER_GATEWAY_TRANSACTION,
  /** What came after a success: a failure, or the same again. */
  SUCCESS_STANDS,
  /** Another failure of an attempt or refund that had failed already. */
  ALREADY_FAILED,
  /** The gateway says that it is not finished. */
  STILL_PENDING,
  /** An attempt that was created earlier holds the order. */
  HELD_BY_EARLIER,
  /** An attempt that was created earlier turned out paid and took the order over. */
  DISPLACED_BY_EARLIER,
  /** A create without details, or a refund, for an order nobody has described. */
  ORDER_UNKNOWN,
  /** A create whose amount, currency or items differ from the order's. */
  ORDER_DIFFERS,
  /** A create for an order that is paid. */
  ORDER_ALREADY_PAID,
  /** A create for a payment method that this installation does not offer. */
  METHOD_NOT_OFFERED,
  /** A refund of an order that no payment holds, or of a payment that never succeeded. */
  ORDER_NOT_PAID,
  /** A refund of a payment that is paid back in full. */
  ALREADY_REFUNDED,
  /** A refund of more than is left of the payment. */
  EXCEEDS_PAYMENT,
  /** A refund under the name of another one, with other contents. */
  REFUND_DIFFERS,
  /** A refund that takes goods back which the payment did not buy, or which are back already. */
  LINES_DIFFER,
  /** The gateway refused the refund, for good. */
  REFUSED_BY_GATEWAY;

  /** The name on the wire: {@code wrong-amount}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a code back.
   *
   * @throws IllegalArgumentException if there is none such; its message does not repeat the code
   */
  public static Reason ofCode(String code) {
    for (Reason reason : values()) {
      if (reason.code().equals(code)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("reason is not one of the known values");
  }
}
