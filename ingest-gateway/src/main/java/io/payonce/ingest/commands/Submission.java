package io.payonce.ingest.commands;

import io.payonce.schemas.Reply;

/** How far a command has come by the time its caller must be answered. */
public sealed interface Submission {

  /** It was not acknowledged in time: it may or may not take effect. Sending again is safe. */
  record NotDurable() implements Submission {}

  /** It is durable, and nothing more is known of it yet. */
  record Undecided() implements Submission {}

  /** It is durable, and a worker has said what becomes of it. */
  record Replied(Reply reply) implements Submission {}
}
