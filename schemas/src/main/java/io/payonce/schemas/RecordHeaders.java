package io.payonce.schemas;

/** The names of the headers that records carry. Values are UTF-8 text. */
public final class RecordHeaders {
  /** The command's id; it wins over the one in the value. */
  public static final String COMMAND_ID = "command-id";

  /** The Redis channel on which an ingress waits for the outcome. */
  public static final String REPLY_TO = "reply-to";

  /** How often the command waited in a retry tier before. */
  public static final String RETRY_ATTEMPT = "retry-attempt";

  /** Why it waits. */
  public static final String RETRY_REASON = "retry-reason";

  /** When it first had to wait, in milliseconds since 1970. */
  public static final String PARKED_SINCE = "parked-since";

  /** Where the command was first read: topic, partition and offset, divided by blanks. */
  public static final String ORIGIN = "origin";

  /** Why a command was given up. */
  public static final String DEAD_LETTER_REASON = "dead-letter-reason";

  /** From which topic, partition and offset it was given up, divided by blanks. */
  public static final String DEAD_LETTER_SOURCE = "dead-letter-source";

  /**
   * The dead letter (topic, partition and offset, divided by blanks) that this command is sent
   * again from.
   */
  public static final String REDRIVE_OF = "redrive-of";

  /** Which trace the record belongs to, as the W3C's Trace Context says it. */
  public static final String TRACEPARENT = "traceparent";

  /** What tracing systems add to it. */
  public static final String TRACESTATE = "tracestate";

  /** How often the command was sent again from dead letters, this time included. */
  public static final String REDRIVE_ATTEMPT = "redrive-attempt";

  /** The id of the command that was given up first: its outcome is replaced by this one's. */
  public static final String REDRIVEN_COMMAND = "redriven-command";

  /**
   * Marks what had been read once before: where its outcome differs from the earlier one, it
   * counts.
   */
  public static final String REREAD = "reread";

  /** The replay that published an outcome. */
  public static final String REPLAY_ID = "replay-id";

  private RecordHeaders() {}
}
