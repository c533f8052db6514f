package io.payonce.simulator.merchant;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Something that goes wrong with one request.
 *
 * @param moneyMoves whether what was asked for is done nevertheless; if not, an answer that is sent
 *     in spite of it says the code
 * @param delay for the kinds that take time
 * @param code as {@code vnp_ResponseCode}
 */
public record Fault(FaultKind kind, boolean moneyMoves, Duration delay, String code) {
  static final String OTHER_ERROR = "99";
  static final Duration LONG = Duration.ofMinutes(1);

  public Fault {
    requireNonNull(kind, "kind is null");
    requireNonNull(code, "code is null");
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must not be negative");
    }
  }

  /** The usual fault of a kind, in which the request is carried out. */
  public static Fault after(FaultKind kind) {
    return new Fault(kind, true, usualDelay(kind), OTHER_ERROR);
  }

  /** The usual fault of a kind, in which the request is not carried out. */
  public static Fault before(FaultKind kind) {
    return new Fault(kind, false, usualDelay(kind), OTHER_ERROR);
  }

  /** A refusal in VNPAY's own words; nothing is carried out. */
  public static Fault code(String code) {
    return new Fault(FaultKind.CODE, false, Duration.ZERO, code);
  }

  public Fault withDelay(Duration other) {
    return new Fault(kind, moneyMoves, other, code);
  }

  static Duration usualDelay(FaultKind kind) {
    return switch (kind) {
      case SILENCE -> LONG;
      case LATE, LATENCY -> Duration.ofSeconds(1);
      case SLOW_BODY -> Duration.ofMillis(100);
      default -> Duration.ZERO;
    };
  }
}
