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
        (topic, partition, topic_id, next_offset, published_offset, owner, attempts, taken_in,
         read_to, reread_below)
      VALUES (:topic, :partition, :topicId, :start, :start, :owner, 0,
              'partition_progress'::regclass, :readTo, :rereadBelow)
      """;

  private static final String AGAIN =
      """
      UPDATE partition_progress
         SET owner = :owner, next_offset = :start, published_offset = :start, taken_at = now(),
             taken_on = pg_postmaster_start_time(), taken_in = tableoid, read_to = :readTo,
             reread_below = :rereadBelow
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
  public Taking take(PartitionRef partition, String owner, LogRange log, Remembered remembered) {
    return store.inHandle(
        handle -> take(handle, partition, owner, find(handle, partition), log, remembered));
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

  private record Row(
      StartingPoint.Known known, int attempts, Suspect suspect, Continuity continuity) {}

  /**
   * Whether the database went on since the partition was taken last. It did if it is the same table
   * on the same run of the server, and nobody remembers that more was finished than it knows of.
   *
   * @param readTo the highest place it has reached since it went back last
   * @param rereadBelow records below it were read before that
   */
  private record Continuity(boolean sameTable, long readTo, long rereadBelow) {
    private static final Continuity NONE = new Continuity(false, 0, 0);

    /** How it stands after a taking that starts there. */
    private Continuity at(long start, Remembered remembered) {
      boolean wentOn = sameTable && remembered.finishedBelow() <= readTo;
      return wentOn
          ? this
          : new Continuity(true, start, Math.max(rereadBelow, remembered.publishedBelow()));
    }
  }

  private static Optional<Row> find(Handle handle, PartitionRef partition) {
    return handle
        .createQuery(
            """
            SELECT topic_id, next_offset, published_offset, attempts, suspect_offset, suspect_deaths,
                   taken_on = pg_postmaster_start_time() AND taken_in IS NOT DISTINCT FROM tableoid
                     AS same_table,
                   GREATEST(read_to, next_offset) AS read_to, reread_below
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
                    new Suspect(row.getLong("suspect_offset"), row.getInt("suspect_deaths")),
                    new Continuity(
                        row.getBoolean("same_table"),
                        row.getLong("read_to"),
                        row.getLong("reread_below"))))
        .findOne();
  }

  private static Taking take(
      Handle handle,
      PartitionRef partition,
      String owner,
      Optional<Row> row,
      LogRange log,
      Remembered remembered) {
    return switch (StartingPoint.of(
        row.map(Row::known), partition.topicId(), log, remembered.committed())) {
      case StartingPoint.Missing missing -> new Gap(missing.explanation());
      case StartingPoint.At(long start) -> {
        Continuity continuity =
            row.map(Row::continuity).orElse(Continuity.NONE).at(start, remembered);
        write(handle, row.isEmpty() ? FIRST : AGAIN, partition, owner, start, continuity);
        yield new Taken(
            start,
            row.map(Row::attempts).orElse(0) + 1,
            row.map(Row::suspect).orElse(Suspect.NONE),
            continuity.rereadBelow());
      }
    };
  }

  private static void write(
      Handle handle,
      String sql,
      PartitionRef partition,
      String owner,
      long start,
      Continuity continuity) {
    handle
        .createUpdate(sql)
        .bind("readTo", continuity.readTo())
        .bind("rereadBelow", continuity.rereadBelow())
        .bind("topic", partition.topic())
        .bind("partition", partition.partition())
        .bind("topicId", partition.topicId())
        .bind("owner", owner)
        .bind("start", start)
        .execute();
  }
}
