package io.payonce.consumer;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The database's memory of how far it has read. */
public interface ProgressStore {

  /**
   * Takes a partition: writes the new owner, so that every earlier one is fenced off from now on,
   * and says where to start.
   *
   * @param log what the log holds now
   * @param committed Kafka's committed offset, if there is one
   */
  Taking take(PartitionRef partition, String owner, LogRange log, Optional<Long> committed);

  /**
   * Confirms that partitions are still held and that the database has not gone back below their
   * positions; notes what was published meanwhile.
   *
   * @param spans empty stretches at the current positions
   * @return the partitions that are held
   */
  Set<PartitionRef> confirm(List<PartitionSpan> spans);

  /**
   * The offsets that a log holds.
   *
   * @param start the first offset that is still there
   * @param end the offset after the last one
   */
  record LogRange(long start, long end) {}

  /** What came of taking a partition. */
  sealed interface Taking {}

  /**
   * The partition is ours.
   *
   * @param start the first offset to read
   * @param attempts how often it was taken in a row without getting on; 1 in the good case
   */
  record Taken(long start, int attempts) implements Taking {}

  /**
   * Records are missing: the partition must stand still until a person accepts the gap.
   *
   * @param explanation names the range that is missing
   */
  record Gap(String explanation) implements Taking {}
}
