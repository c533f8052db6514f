package io.payonce.payments;

/** What became of a command. */
public enum Outcome {
  /** It took effect. */
  APPLIED,
  /** Another command said the same before; nothing changed. */
  DUPLICATE,
  /** It came too late to matter; kept, not applied. */
  STALE,
  /**
   * A second successful payment of an order that another attempt holds; recorded, owed back to the
   * customer.
   */
  SURPLUS,
  /** It contradicts what we know, or the gateway refused it; kept, never applied. */
  REJECTED,
  /** Given up without a decision. A later outcome replaces it. */
  DEAD_LETTERED
}
