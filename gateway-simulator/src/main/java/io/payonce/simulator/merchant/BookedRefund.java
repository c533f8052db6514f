package io.payonce.simulator.merchant;

import java.time.Instant;

/**
 * A refund in VNPAY's books.
 *
 * @param transactionNo VNPAY's own number
 */
record BookedRefund(RefundOrder order, String transactionNo, Instant takenAt, RefundDelays delays) {
  static final String AT_VNPAY = "05";
  static final String AT_THE_BANK = "06";
  static final String PAID_BACK = "00";
  static final String REFUSED = "09";

  /** How it stands, as {@code vnp_TransactionStatus} says it. */
  String status(Instant now) {
    if (now.isBefore(takenAt.plus(delays.toBank()))) {
      return AT_VNPAY;
    }
    if (now.isBefore(takenAt.plus(delays.toEnd()))) {
      return AT_THE_BANK;
    }
    return order.refusedLater() ? REFUSED : PAID_BACK;
  }

  /** What the payment has less: nothing once it is refused. */
  long hundredthsTaken(Instant now) {
    return status(now).equals(REFUSED) ? 0 : order.hundredths();
  }
}
