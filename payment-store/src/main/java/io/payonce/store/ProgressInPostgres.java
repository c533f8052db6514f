package io.payonce.store;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** How far the commands have been read, in {@code partition_progress}. */
final class ProgressInPostgres implements ProgressStore {
  private final PaymentStore store;

  ProgressInPostgres(PaymentStore store) {
    this.store = store;
  }

  /**
   * Takes a partition. The start is the least of what is known to be published and Kafka's
   * committed offset: below both, everything is in this database and its outcomes are out; above
   * either, something may be missing. The two positions are set to the start, so that they only
   * ever rise within one ownership.
   */
  @Override
  public Taking take(PartitionRef partition, String owner, LogRange log, Optional<Long> committed) {
    return store.inHandle(
        handle ->
            find(handle, partition)
                .map(known -> takeAgain(handle, partition, owner, log, committed, known))
                .orElseGet(() -> takeFirst(handle, partition, owner, log)));
  }

  @Override
  public Set<PartitionRef> confirm(List<PartitionSpan> spans) {
    return store.inHandle(handle -> ProgressRows.confirm(handle, spans));
  }

  @Override
  public Set<PartitionRef> advance(List<PartitionSpan> spans) {
    return store.inHandle(handle -> ProgressRows.advance(handle, spans));
  }

  @Override
  public void begin(List<Begun> begun) {
    store.inHandle(handle -> ProgressRows.begin(handle, begun));
  }

  @Override
  public void withdraw(List<Begun> begun) {
    store.inHandle(handle -> ProgressRows.withdraw(handle, begun));
  }

  private record Known(UUID topicId, long next, long published, int attempts, Suspect suspect) {}

  private static Optional<Known> find(Handle handle, PartitionRef partition) {
    return handle
        .createQuery(
            """
            SELECT topic_id, next_offset, published_offset, attempts, suspect_offset, suspect_deaths
              FROM partition_progress
             WHERE topic = :topic AND partition = :partition FOR UPDATE
            """)
        .bind("topic", partition.topic())
        .bind("partition", partition.partition())
        .map(
            (row, context) ->
                new Known(
                    row.getObject("topic_id", UUID.class),
                    row.getLong("next_offset"),
                    row.getLong("published_offset"),
                    row.getInt("attempts"),
                    new Suspect(row.getLong("suspect_offset"), row.getInt("suspect_deaths"))))
        .findOne();
  }

  private static Taking takeFirst(
      Handle handle, PartitionRef partition, String owner, LogRange log) {
    if (log.start() > 0) {
      return new Gap(
          "this database has never read it, and its offsets 0 to %d are gone"
              .formatted(log.start() - 1));
    }
    handle
        .createUpdate(
            """
            INSERT INTO partition_progress
              (topic, partition, topic_id, next_offset, published_offset, owner, attempts)
            VALUES (:topic, :partition, :topicId, 0, 0, :owner, 0)
            """)
        .bind("topic", partition.topic())
        .bind("partition", partition.partition())
        .bind("topicId", partition.topicId())
        .bind("owner", owner)
        .execute();
    return new Taken(0, 1);
  }

  private static Taking takeAgain(
      Handle handle,
      PartitionRef partition,
      String owner,
      LogRange log,
      Optional<Long> committed,
      Known known) {
    long lastCommitted = Math.max(committed.orElse(Long.MAX_VALUE), log.start());
    long start = Math.min(known.published(), lastCommitted);
    Optional<Gap> gap = gap(partition, log, known, start);
    if (gap.isPresent()) {
      return gap.get();
    }
    handle
        .createUpdate(
            """
            UPDATE partition_progress
               SET owner = :owner, next_offset = :start, published_offset = :start, taken_at = now()
             WHERE topic = :topic AND partition = :partition
            """)
        .bind("owner", owner)
        .bind("start", start)
        .bind("topic", partition.topic())
        .bind("partition", partition.partition())
        .execute();
    return new Taken(start, known.attempts() + 1, known.suspect());
  }

  private static Optional<Gap> gap(PartitionRef partition, LogRange log, Known known, long start) {
    if (!known.topicId().equals(partition.topicId())) {
      return Optional.of(
          new Gap(
              "the topic was created anew: this database has read to %d of the one with id %s"
                  .formatted(start, known.topicId())));
    }
    if (start < log.start()) {
      return Optional.of(
          new Gap(
              "this database has read to %d, and offsets %d to %d are gone"
                  .formatted(start, start, log.start() - 1)));
    }
    if (known.next() > log.end()) {
      return Optional.of(
          new Gap(
              "this database has read to %d, and the log ends at %d: it went back or lost records"
                  .formatted(known.next(), log.end())));
    }
    return Optional.empty();
  }
}
