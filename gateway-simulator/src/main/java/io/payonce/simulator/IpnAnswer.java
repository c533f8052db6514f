package io.payonce.simulator;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** What a merchant answered to a callback. */
public sealed interface IpnAnswer {
  /** After these VNPAY sends a callback no more. */
  Set<String> ENDING_CODES = Set.of("00", "02");

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
      case Answered answered ->
          answered.httpStatus() != 200 || !ENDING_CODES.contains(answered.rspCode());
      case Silence _ -> true;
    };
  }
}
