package io.payonce.refunds;

import static java.util.Objects.requireNonNull;

import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.OutcomeMessage;
import java.util.Optional;

/** How one pass over a command ended. */
sealed interface Ending {

  /**
   * The command has its outcome.
   *
   * @param response the bytes that its caller is answered with, where a refund was taken; else
   *     empty
   * @param method of the payment that is paid back; empty where there is none
   */
  record Known(OutcomeMessage outcome, String response, Optional<PaymentMethod> method)
      implements Ending {
    public Known {
      requireNonNull(method, "method is null");
      requireNonNull(outcome, "outcome is null");
      requireNonNull(response, "response is null");
    }
  }

  /**
   * It is tried again later.
   *
   * @param reason a short code
   */
  record Waits(String reason) implements Ending {
    /** The payment has an open refund, or so much reserved, that must be decided first. */
    static final Waits OTHER_REFUND = new Waits("refund-open");

    /** Nothing was sent; nothing moved. */
    static final Waits GATEWAY_AWAY = new Waits("gateway-away");

    /** So many calls are under way to this gateway that a place did not come free. */
    static final Waits GATEWAY_BUSY = new Waits("gateway-busy");

    /** Money may have moved: the gateway is asked again. */
    static final Waits UNCLEAR = new Waits("refund-unclear");

    /** This installation cannot call the gateway that took the payment. */
    static final Waits NO_GATEWAY = new Waits("gateway-not-set-up");
  }

  /** The partition is not ours any more. */
  record NotHeld() implements Ending {}

  /** The database refuses its data before anything was sent: it is given up. */
  record Unstorable() implements Ending {}
}
