package io.payonce.ingest;

/** When a gateway's callback is answered. */
enum CallbackAck {
  /** When its outcome is known, or after a while. */
  OUTCOME,
  /** As soon as it is durable. */
  RECEIVED
}
