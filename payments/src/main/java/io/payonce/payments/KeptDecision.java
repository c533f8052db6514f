package io.payonce.payments;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * A decision as it is kept for ever, one a command and transaction. When the same command comes
 * again, after a crash say, this is its outcome again, word for word.
 *
 * @param transactionId the transaction that was decided on; for a refused create or refund, the id
 *     it would have got
 * @param said what the command said, as a fingerprint: another command that says the same is a
 *     duplicate
 * @param after how the order stood right after it
 */
public record KeptDecision(
    UUID commandId,
    OrderId orderId,
    TransactionId transactionId,
    Ruling ruling,
    String said,
    OrderStanding after) {
  /** The version of ids that begin with a time. */
  private static final int TIMED_UUID = 7;

  private static final int BITS_BELOW_TIME = 16;

  public KeptDecision {
    requireNonNull(commandId, "commandId");
    requireNonNull(orderId, "orderId");
    requireNonNull(transactionId, "transactionId");
    requireNonNull(ruling, "ruling");
    requireNonNull(said, "said");
    requireNonNull(after, "after");
  }

  /**
   * Whether its command was accepted after that time, as its id tells. An id without a time counts
   * as earlier. Read again in another order, the same command has the same time; but of several
   * that say the same another one may be the one that is kept.
   */
  boolean isLaterThan(Instant time) {
    return commandId.version() == TIMED_UUID
        && Instant.ofEpochMilli(commandId.getMostSignificantBits() >>> BITS_BELOW_TIME)
            .isAfter(time);
  }
}
