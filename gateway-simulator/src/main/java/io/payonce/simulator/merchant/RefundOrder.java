package io.payonce.simulator.merchant;

/**
 * A refund that a merchant asks for, well-formed.
 *
 * @param payment the payment's reference
 * @param paymentNo VNPAY's number for the payment; empty if it is not told
 * @param paymentDate the payment's {@code createDate}
 * @param type {@code 02} for all, {@code 03} for a part
 * @param refusedLater whether it is to be taken and refused in the end
 */
record RefundOrder(
    String requestId,
    String payment,
    String paymentNo,
    String paymentDate,
    String type,
    long hundredths,
    String orderInfo,
    boolean refusedLater) {
  static final String WHOLE = "02";
  static final String PART = "03";
}
