package io.payonce.simulator;

import static java.util.Objects.requireNonNull;

/** What a merchant answered to a callback. */
public sealed interface IpnAnswer {

  /**
   * An answer came.
   *
   * @param rspCode VNPAY's code; empty where the body is not in VNPAY's form
   */
  record Answered(int httpStatus, String rspCode) implements IpnAnswer {
    public Answered {
      requireNonNull(rspCode, "rspCode is null");
    }
  }

  /**
   * No answer came in time.
   *
   * @param why for a person
   */
  record Silence(String why) implements IpnAnswer {
    public Silence {
      requireNonNull(why, "why is null");
    }
  }

  /** Whether VNPAY sends the callback again: after all but an orderly 00 or 02. */
  default boolean asksForRepeat() {
    return switch (this) {
      case Answered(int status, String code) ->
          status != 200 || !(code.equals("00") || code.equals("02"));
      case Silence _ -> true;
    };
  }
}
