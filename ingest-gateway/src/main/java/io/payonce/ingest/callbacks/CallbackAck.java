package io.payonce.ingest.callbacks;

/** When a gateway's callback is answered. */
public enum CallbackAck {
  /** When its outcome is known, or after a while. */
  OUTCOME,
  /** As soon as it is durable. */
  RECEIVED
}
