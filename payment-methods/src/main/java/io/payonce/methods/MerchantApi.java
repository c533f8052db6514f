package io.payonce.methods;

/**
 * What a gateway does for its merchant when it is called: pays back, and tells how a payment or a
 * refund went.
 *
 * <p>Each call blocks, for a limited time, and always ends in an answer: trouble with the network
 * or the gateway is one of them, never an exception. Safe for many threads, virtual ones too. The
 * owner closes it, once; calls under way then end as unclear.
 */
public interface MerchantApi extends AutoCloseable {
  /**
   * Whether the gateway itself makes sure that a refund sent again is paid once. If not, it must be
   * asked before a refund is sent, and a payment must have one open refund at a time.
   */
  boolean repeatsAreSafe();

  /**
   * Asks for money to be paid back, under the refund's own number, always the same. May take two
   * calls over the network: a refusal is only believed when no earlier sending can be its reason.
   */
  RefundAnswer refund(RefundCall call);

  /**
   * Asks what became of a refund; moves nothing.
   *
   * <p>{@link RefundAnswer.NotFound} means that the refund had not reached the gateway when it was
   * asked. One that is still on its way may arrive later, so that it may only be sent again under
   * the same number. Of a refund that the gateway is known to have taken, it means no more than
   * that something else happened to the payment since.
   */
  RefundAnswer findRefund(RefundCall call);

  /** Asks what became of a payment; moves nothing. */
  PaymentAnswer findPayment(PaymentCall call);

  /** Whether calls are let out; always closed for a client that has no breaker. */
  default BreakerState breakerState() {
    return BreakerState.CLOSED;
  }

  /** How many calls are under way. */
  default int callsInFlight() {
    return 0;
  }

  @Override
  void close();
}
