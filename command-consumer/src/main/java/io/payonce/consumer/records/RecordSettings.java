package io.payonce.consumer.records;

import static java.util.Objects.requireNonNull;

import io.payonce.consumer.WorkerSettings;
import java.time.Duration;

/**
 * The settings of one {@link RecordWorker}.
 *
 * @param worker what it has in common with other workers; its {@code maxBatch} is how many records
 *     of a partition may be read beyond {@code maxInFlight}
 * @param maxInFlight the most records that are handled at a time, at least 1; so many that are not
 *     finished may each partition have, waiting ones included, before no more of it is read
 * @param maxSpread how many positions a partition is read beyond its lowest unfinished one, at
 *     least 1: so much is handled again after a crash
 * @param drainAtMost how long a worker that stops waits for its handlers
 * @param maxPollInterval how long the worker may be silent before its partitions go to others. No
 *     handler makes it silent, however long it takes
 */
public record RecordSettings(
    WorkerSettings worker,
    int maxInFlight,
    long maxSpread,
    Duration drainAtMost,
    Duration maxPollInterval) {
  private static final int MAX_IN_FLIGHT = 512;
  private static final long MAX_SPREAD = 10_000;
  private static final Duration DRAIN_AT_MOST = Duration.ofSeconds(20);

  public RecordSettings {
    requireNonNull(worker, "worker is null");
    if (maxInFlight < 1 || maxSpread < 1) {
      throw new IllegalArgumentException("maxInFlight and maxSpread must be at least 1");
    }
    if (!maxPollInterval.isPositive() || drainAtMost.isNegative()) {
      throw new IllegalArgumentException("maxPollInterval and drainAtMost must be durations");
    }
  }

  /** The usual settings. */
  public static RecordSettings of(WorkerSettings worker) {
    return new RecordSettings(
        worker, MAX_IN_FLIGHT, MAX_SPREAD, DRAIN_AT_MOST, WorkerSettings.MAX_POLL_INTERVAL);
  }

  /** As many records as may be under way when something kills the process. */
  int underWay() {
    return maxInFlight + worker.maxBatch();
  }

  /** How long the next poll may wait while records are in flight: so long a result may lie. */
  static final Duration POLL_IN_FLIGHT = Duration.ofMillis(20);

  /** How often progress is written at the most. */
  static final Duration ADVANCE_EVERY = Duration.ofMillis(200);

  /** The longest rest of a record whose handler throws. */
  static final Duration LONGEST_REST = Duration.ofMinutes(1);

  /** From when on a handler that has not ended is shown as trouble. */
  static final Duration LONG = Duration.ofMinutes(2);
}
