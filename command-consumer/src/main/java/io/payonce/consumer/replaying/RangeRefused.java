package io.payonce.consumer.replaying;

import java.io.Serial;

/** The range that is asked for is not there; the message says what is missing, for a person. */
public final class RangeRefused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public RangeRefused(String message) {
    super(message);
  }
}
