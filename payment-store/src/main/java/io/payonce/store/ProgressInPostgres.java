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
  private static final String FIRST =
      """
      INSERT INTO partition_progress
        (topic, partition, topic_id, next_offset, published_offset, owner, attempts)
      VALUES (:topic, :partition, :topicId, :start, :start, :owner, 0)
      """;

  private static final String AGAIN =
      """
      UPDATE partition_progress
         SET owner = :owner, next_offset = :start, published_offset = :start, taken_at = now(),
             taken_on = pg_postmaster_start_time()
       WHERE topic = :topic AND partition = :partition AND topic_id = :topicId
      """;

  private final PaymentStore store;

  ProgressInPostgres(PaymentStore store) {
    this.store = store;
  }

  /**
   * Takes a partition, from its {@linkplain StartingPoint starting point}. The two positions are
   * set to it, so that they only ever rise within one ownership.
   */
  @Override
  public Taking take(PartitionRef partition, String owner, LogRange log, Optional<Long> committed) {
    return store.inHandle(
        handle -> take(handle, partition, owner, find(handle, partition), log, committed));
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

  private record Row(StartingPoint.Known known, int attempts, Suspect suspect) {}

  private static Optional<Row> find(Handle handle, PartitionRef partition) {
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
                new Row(
                    new StartingPoint.Known(
                        row.getObject("topic_id", UUID.class),
                        row.getLong("next_offset"),
                        row.getLong("published_offset")),
                    row.getInt("attempts"),
                    new Suspect(row.getLong("suspect_offset"), row.getInt("suspect_deaths"))))
        .findOne();
  }

  private static Taking take(
      Handle handle,
      PartitionRef partition,
      String owner,
      Optional<Row> row,
      LogRange log,
      Optional<Long> committed) {
    return switch (StartingPoint.of(row.map(Row::known), partition.topicId(), log, committed)) {
      case StartingPoint.Missing missing -> new Gap(missing.explanation());
      case StartingPoint.At at -> {
        write(handle, row.isEmpty() ? FIRST : AGAIN, partition, owner, at.offset());
        yield new Taken(
            at.offset(),
            row.map(Row::attempts).orElse(0) + 1,
            row.map(Row::suspect).orElse(Suspect.NONE));
      }
    };
  }

  private static void write(
      Handle handle, String sql, PartitionRef partition, String owner, long start) {
    handle
        .createUpdate(sql)
        .bind("topic", partition.topic())
        .bind("partition", partition.partition())
        .bind("topicId", partition.topicId())
        .bind("owner", owner)
        .bind("start", start)
        .execute();
  }
}
