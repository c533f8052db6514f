package io.payonce.methods;

import java.util.Locale;

/** What is wrong with a callback that is not taken. */
public enum CallbackFlaw {
  /** It is not the one that the gateway would have made with our secret. */
  BAD_SIGNATURE,
  /** There is none. */
  MISSING_SIGNATURE,
  /** A percent escape is broken, or does not make UTF-8. */
  BROKEN_ENCODING,
  /** A parameter is there twice, so that two readers may read two things. */
  REPEATED_PARAMETER,
  /** A parameter that the gateway always sends is absent or empty. */
  MISSING_PARAMETER,
  /** It is genuine, but for another terminal than ours. */
  OTHER_TERMINAL,
  /** The amount is no number, or no whole number of the currency's minor units. */
  MALFORMED_AMOUNT,
  /** The gateway's own number for the payment is not spelled as one. */
  MALFORMED_TRANSACTION_NUMBER;

  /** A stable name for programs: {@code bad-signature}, say. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
