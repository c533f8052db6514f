package io.payonce.schemas;

import java.util.UUID;

/** A request to change something, as it travels over Kafka. */
public sealed interface Command permits CreateCommand, CallbackCommand, RefundCommand {
  /** The highest version of any command that this code reads, and the one it writes. */
  int VERSION = 1;

  /** The id of this delivery; a repeated delivery has its own. */
  UUID commandId();

  CommandKind kind();

  /** Computed from the contents; the record's own key is never trusted. */
  IdempotencyKey key();
}
