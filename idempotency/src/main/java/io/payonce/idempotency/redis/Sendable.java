package io.payonce.idempotency.redis;

import io.lettuce.core.protocol.AsyncCommand;

/** What goes to Redis as one command. For one thread. */
sealed interface Sendable permits Call, PackedCalls {
  AsyncCommand<String, String, ?> begin();

  /** Begins again, where the server did not know the script. */
  AsyncCommand<String, String, ?> beginWithScriptText();

  /** What is not answered by now never will be; it is not sent if it has not been yet. */
  void abandon();

  Call.Fate fate();
}
