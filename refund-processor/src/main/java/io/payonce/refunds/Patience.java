package io.payonce.refunds;

/**
 * Whether a refund of an order that is not known, or not paid, is rejected at once or waits for a
 * while.
 *
 * <p>Creates and callbacks are other topics. After the database went back, and whenever this
 * service is ahead of the one that reads those, a refund can outrun what it speaks of. Rejected, it
 * would be so for good, although the gateway has paid it back perhaps. So:
 *
 * <ol>
 *   <li>somebody waits for the answer: rejected at once. He has seen the order paid, or is wrong;
 *   <li>nobody waits: it passes the first two tiers, then it is rejected;
 *   <li>it had been read before the database went back: it waits much longer, since its creates and
 *       callbacks are read again meanwhile, and nobody minds a late rejection.
 * </ol>
 */
final class Patience {
  private static final int FIRST_TIERS = 2;
  private static final int AFTER_A_RESTORE = 8;

  private final String namespace;

  Patience(String namespace) {
    this.namespace = namespace;
  }

  /** Whether the command may wait once more for the order that it speaks of. */
  boolean lasts(Incoming incoming) {
    if (incoming.isReread()) {
      return incoming.waits() < AFTER_A_RESTORE;
    }
    boolean somebodyWaits = incoming.waits() == 0 && incoming.replyChannel(namespace).isPresent();
    return !somebodyWaits && incoming.waits() < FIRST_TIERS;
  }
}
