package io.payonce.consumer.replaying;

import static java.util.Objects.requireNonNull;

import io.payonce.consumer.PartitionRef;

/**
 * A stretch of one partition.
 *
 * @param start the first offset
 * @param end the offset after the last one
 */
public record PartitionRange(PartitionRef partition, long start, long end) {
  public PartitionRange {
    requireNonNull(partition, "partition is null");
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("a range must not end before it begins");
    }
  }

  /** How many offsets it has; there are at the most as many records. */
  public long offsets() {
    return end - start;
  }
}
