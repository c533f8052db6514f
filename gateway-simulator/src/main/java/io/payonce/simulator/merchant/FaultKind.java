package io.payonce.simulator.merchant;

import java.util.Locale;
import java.util.Optional;

/** What can go wrong between a merchant and VNPAY. */
public enum FaultKind {
  /** The answer comes late. */
  LATENCY,
  /** No answer comes. */
  SILENCE,
  /** No answer comes, and what was asked for is done only at the end of the delay. */
  LATE,
  /** HTTP status 500 and a page for people. */
  SERVER_ERROR,
  /** The connection is reset. */
  RESET,
  /** The answer's body comes byte by byte, the delay between them. */
  SLOW_BODY,
  /** The answer is signed with another secret. */
  WRONG_SIGNATURE,
  /** The answer has no signature. */
  NO_SIGNATURE,
  /** The answer is cut off in the middle. */
  GARBAGE,
  /** The answer is right, and 128 KiB long. */
  TOO_LARGE,
  /** The answer is a response code, signed. */
  CODE,
  /** A refund is taken, and refused in the end. */
  REFUSED_LATER;

  /** As it is written in requests: {@code slow-body}, say. */
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<FaultKind> of(String written) {
    for (FaultKind kind : values()) {
      if (kind.written().equals(written)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
