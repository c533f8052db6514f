package io.payonce.methods;

import static java.util.Objects.requireNonNull;

/** What a call to the gateway tells about a refund. Only what the gateway has signed is certain. */
public sealed interface RefundAnswer {

  /** The money is paid back: final. */
  record Completed(String gatewayRefundId) implements RefundAnswer {
    public Completed {
      requireNonNull(gatewayRefundId, "gatewayRefundId is null");
    }
  }

  /** The gateway took the refund and is at it; it can still fail. */
  record Processing(String gatewayRefundId) implements RefundAnswer {
    public Processing {
      requireNonNull(gatewayRefundId, "gatewayRefundId is null");
    }
  }

  /**
   * The gateway will not pay it back: final, and surely no money moved.
   *
   * @param code the gateway's own
   * @param message for a person
   * @param gatewayRefundId the gateway's number for a refund that it took first; else empty
   */
  record Refused(String code, String message, String gatewayRefundId) implements RefundAnswer {
    public Refused {
      requireNonNull(code, "code is null");
      requireNonNull(message, "message is null");
      requireNonNull(gatewayRefundId, "gatewayRefundId is null");
    }

    public Refused(String code, String message) {
      this(code, message, "");
    }
  }

  /** The gateway has not heard of it so far. */
  record NotFound() implements RefundAnswer {}

  /**
   * Money may have moved or not: ask later.
   *
   * @param why for a person
   */
  record Unclear(String why) implements RefundAnswer {
    public Unclear {
      requireNonNull(why, "why is null");
    }
  }

  /**
   * This call surely changed nothing and told nothing; it can be made again later.
   *
   * @param why for a person, who may have to repair something
   */
  record NotSent(String why) implements RefundAnswer {
    public NotSent {
      requireNonNull(why, "why is null");
    }
  }
}
