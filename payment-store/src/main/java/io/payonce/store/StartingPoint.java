package io.payonce.store;

import static java.util.Objects.requireNonNull;

import io.payonce.consumer.ProgressStore.LogRange;
import java.util.Optional;
import java.util.UUID;

/** Where the reading of a partition begins, or why it cannot: a pure function. */
public sealed interface StartingPoint {

  /** Reading begins at an offset that the log holds, or at its end. */
  record At(long offset) implements StartingPoint {}

  /**
   * Records are missing, and nobody has accepted that.
   *
   * @param explanation names the range, for a person
   */
  record Missing(String explanation) implements StartingPoint {}

  /**
   * What the database remembers of a partition.
   *
   * @param topicId of the topic that was read
   * @param next up to there every effect is in the database
   * @param published up to there every outcome is known to be out
   */
  record Known(UUID topicId, long next, long published) {
    public Known {
      requireNonNull(topicId, "topicId is null");
    }
  }

  /**
   * Decides where to begin. As a rule that is the least of what is known to be published and
   * Kafka's committed offset: below both, everything is in the database and its outcomes are out;
   * above either, something may be missing.
   *
   * @param known empty where the database has never read the partition
   * @param topicId of the topic as it is now
   * @param committed Kafka's committed offset, if there is one
   */
  static StartingPoint of(
      Optional<Known> known, UUID topicId, LogRange log, Optional<Long> committed) {
    return known.map(row -> ofKnown(row, topicId, log, committed)).orElseGet(() -> ofUnknown(log));
  }

  private static StartingPoint ofUnknown(LogRange log) {
    return log.start() == 0
        ? new At(0)
        : new Missing(
            "this database has never read it, and its offsets 0 to %d are gone"
                .formatted(log.start() - 1));
  }

  private static StartingPoint ofKnown(
      Known known, UUID topicId, LogRange log, Optional<Long> committed) {
    long lastCommitted = Math.max(committed.orElse(Long.MAX_VALUE), log.start());
    long start = Math.min(known.published(), lastCommitted);
    if (!known.topicId().equals(topicId)) {
      return new Missing(
          "the topic was created anew: this database has read to %d of the one with id %s, and knows outcomes to be out to %d"
              .formatted(known.next(), known.topicId(), known.published()));
    }
    if (known.next() > log.end()) {
      // Wherever Kafka's committed offset stands: it is restored together with the log.
      return new Missing(
          "this database has read to %d, and the log ends at %d: it went back or lost records"
              .formatted(known.next(), log.end()));
    }
    if (start >= log.start()) {
      return new At(start);
    }
    return isDone(known, log.start(), committed)
        ? new At(log.start())
        : new Missing(gone(known, start, log.start()));
  }

  /**
   * Whether nothing below {@code start} is missing, though {@code published_offset}, which lags
   * behind by a batch or two seconds, does not say so yet. The effects are in the database, and
   * Kafka's offset is committed only after outcomes are out. By itself the committed offset is not
   * believed, since anybody can move it; but here the alternative is to stand still for records
   * that nobody can read any more.
   */
  private static boolean isDone(Known known, long start, Optional<Long> committed) {
    return start <= known.next() && committed.filter(offset -> offset >= start).isPresent();
  }

  private static String gone(Known known, long start, long logStart) {
    return known.next() == start
        ? "this database has read to %d, and offsets %d to %d are gone"
            .formatted(start, start, logStart - 1)
        : "offsets %d to %d are gone: this database has read to %d, but knows outcomes to be out to %d only"
            .formatted(start, logStart - 1, known.next(), start);
  }
}
