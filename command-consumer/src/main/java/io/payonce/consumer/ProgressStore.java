package io.payonce.consumer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The database's memory of how far it has read. */
public interface ProgressStore {

  /**
   * Takes a partition: writes the new owner, so that every earlier one is fenced off from now on,
   * and says where to start.
   *
   * @param log what the log holds now
   */
  Taking take(PartitionRef partition, String owner, LogRange log, Remembered remembered);

  /**
   * Confirms that partitions are still held and that the database has not gone back below their
   * positions; notes what was published meanwhile.
   *
   * @param spans empty stretches at the current positions
   * @return the partitions that are held
   */
  Set<PartitionRef> confirm(List<PartitionSpan> spans);

  /**
   * Advances partitions in one transaction of its own. Of each span that is held, that is whose row
   * names its owner and has read at least as far as its {@code before}: the position read becomes
   * at least its {@code after}, what is published at least its {@code published}, the attempts
   * become 0, and a suspect below its {@code after} is forgotten. The others stay as they are.
   *
   * @param spans where records finish one by one, reach from the position advanced to last to the
   *     lowest one that is not finished; {@code published} is their {@code after} then, since a
   *     record is finished only when it is published
   * @return the partitions that are held
   * @throws RuntimeException if it is not known whether any advanced; all may be advanced again
   */
  Set<PartitionRef> advance(List<PartitionSpan> spans);

  /**
   * Notes in a transaction of its own what begins: should the process die over it, its next owner
   * finds it noted. Of partitions that are not held, nothing is noted.
   *
   * @throws RuntimeException if it is not known whether it is noted; then nothing may begin
   */
  void begin(List<Begun> begun);

  /** Takes back what was noted: the process lives. Of partitions that are not held, nothing. */
  void withdraw(List<Begun> begun);

  /**
   * What begins.
   *
   * @param place an empty stretch that is held
   * @param alone the offset of the one record, where one is handled by itself
   */
  record Begun(PartitionSpan place, OptionalLong alone) {}

  /**
   * The record over which the process died last, when it was handled by itself.
   *
   * @param deaths how often in a row; 0 where there is no such record
   */
  record Suspect(long offset, int deaths) {
    /** There is none. */
    public static final Suspect NONE = new Suspect(-1, 0);
  }

  /**
   * The offsets that a log holds.
   *
   * @param start the first offset that is still there
   * @param end the offset after the last one
   */
  record LogRange(long start, long end) {}

  /**
   * What is remembered of a partition beside the database: by Kafka, and by the worker itself.
   *
   * @param committed Kafka's committed offset, if there is one
   * @param finishedBelow up to where all records were finished once: if the database knows of less,
   *     it went back
   * @param publishedBelow no record at or above it was published: at least {@code finishedBelow}
   */
  record Remembered(Optional<Long> committed, long finishedBelow, long publishedBelow) {
    /** Nobody remembers anything. */
    public static final Remembered NOTHING = new Remembered(Optional.empty(), 0, 0);

    /** Kafka remembers its committed offset. */
    public static Remembered committed(long offset) {
      return new Remembered(Optional.of(offset), offset, offset);
    }
  }

  /** What came of taking a partition. */
  sealed interface Taking {}

  /**
   * The partition is ours.
   *
   * @param start the first offset to read
   * @param attempts the next one to begin is the how manieth in a row that may not get on; 1 in the
   *     good case
   * @param rereadBelow records below it may have been read by a database that knew more than this
   *     one; 0 where it is known to have gone on since the partition was taken last
   */
  record Taken(long start, int attempts, Suspect suspect, long rereadBelow) implements Taking {
    /** Taken without a suspect, of a database that went on. */
    public Taken(long start, int attempts) {
      this(start, attempts, Suspect.NONE, 0);
    }
  }

  /**
   * Records are missing: the partition must stand still until a person accepts the gap.
   *
   * @param explanation names the range that is missing
   */
  record Gap(String explanation) implements Taking {}
}
