package io.payonce.methods.calls;

import static java.util.Objects.requireNonNull;

/** What came of one call over HTTP. */
public sealed interface CallResult {

  /**
   * An answer came, whole and in time; whoever sent it.
   *
   * @param body owned by the receiver
   */
  record Answered(int httpStatus, byte[] body) implements CallResult {
    public Answered {
      requireNonNull(body, "body is null");
    }
  }

  /**
   * The request surely did not reach the gateway.
   *
   * @param why for a person
   */
  record NotSent(String why) implements CallResult {
    public NotSent {
      requireNonNull(why, "why is null");
    }
  }

  /**
   * The request may have reached the gateway, and no usable answer came back.
   *
   * @param why for a person
   */
  record Unclear(String why) implements CallResult {
    public Unclear {
      requireNonNull(why, "why is null");
    }
  }
}
