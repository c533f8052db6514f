package io.payonce.consumer;

import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import java.time.Duration;

/**
 * The settings of one worker.
 *
 * @param maxBatch the most records of one poll, at least 1
 * @param retryFor how long a command may wait in the tiers before it is given up
 * @param deadLettersPerMinute more than that many stop the worker
 */
public record WorkerSettings(
    String bootstrapServers,
    Topics topics,
    CommandKind kind,
    int maxBatch,
    Duration retryFor,
    int deadLettersPerMinute) {

  public WorkerSettings {
    if (maxBatch < 1 || maxBatch > deadLettersPerMinute) {
      throw new IllegalArgumentException("maxBatch must be 1 to deadLettersPerMinute");
    }
  }

  /** How long one poll may wait for records. */
  public static final Duration POLL = Duration.ofMillis(100);

  /** How long a worker rests between two polls while a partition is paused. */
  static final Duration PAUSED_POLL = Duration.ofMillis(20);

  /** How often held partitions are confirmed without any record. */
  static final Duration CONFIRM_EVERY = Duration.ofSeconds(2);

  /** How long partitions rest after a failed batch or a failed taking. */
  public static final Duration REST = Duration.ofSeconds(1);

  /** How long a partition with a gap rests before it is looked at again. */
  static final Duration GAP_REST = Duration.ofSeconds(2);

  /** From this many beginnings in a row that did not get on, records are taken one by one. */
  static final int ONE_BY_ONE_FROM = 3;

  /** How long a worker may be silent before its partitions go to others, as a rule. */
  public static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(5);

  /** How long one answer of the broker is waited for. */
  static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);

  /** More dead letters than that in a minute stop a worker. */
  public static final int DEAD_LETTERS_PER_MINUTE = 1_000;
}
