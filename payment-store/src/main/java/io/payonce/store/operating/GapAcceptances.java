package io.payonce.store.operating;

import io.payonce.consumer.PartitionRef;
import io.payonce.store.StartingPoint;
import io.payonce.store.views.OperatorLink;
import io.payonce.store.views.ViewSettings;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * How operators let a partition go on that stands still because records are missing: its progress
 * is set to where its log begins, and what was given up is kept in {@code gap_acceptances}.
 */
public final class GapAcceptances {
  private static final String FIRST =
      """
      INSERT INTO partition_progress
        (topic, partition, topic_id, next_offset, published_offset, owner, attempts)
      VALUES (:topic, :partition, :topicId, :at, :at, :owner, 0)
      ON CONFLICT DO NOTHING
      """;

  private static final String AGAIN =
      """
      UPDATE partition_progress
         SET topic_id = :topicId, next_offset = :at, published_offset = :at, owner = :owner,
             attempts = 0, suspect_offset = DEFAULT, suspect_deaths = DEFAULT, taken_at = now(),
             read_to = CASE WHEN topic_id = :topicId THEN read_to ELSE 0 END,
             reread_below = CASE WHEN topic_id = :topicId THEN reread_below ELSE 0 END
       WHERE topic = :topic AND partition = :partition AND topic_id = :readTopicId
         AND next_offset = :readTo AND published_offset = :publishedTo
      """;

  private final OperatorLink link;

  public GapAcceptances(ViewSettings settings) {
    link = new OperatorLink(settings);
  }

  /**
   * What the database remembers of a partition; empty if it has never read it.
   *
   * @throws IllegalStateException if the database does not answer
   */
  public Optional<StartingPoint.Known> known(String topic, int partition) {
    return link.look(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT topic_id, next_offset, published_offset FROM partition_progress
                     WHERE topic = :topic AND partition = :partition
                    """)
                .bind("topic", topic)
                .bind("partition", partition)
                .map(
                    (row, _) ->
                        new StartingPoint.Known(
                            row.getObject("topic_id", UUID.class),
                            row.getLong("next_offset"),
                            row.getLong("published_offset")))
                .findOne());
  }

  /**
   * A gap that somebody accepts.
   *
   * @param partition under the id that its topic has now
   * @param known what the database remembered when the gap was shown
   * @param missing what is given up, as it was shown
   * @param goesOnAt where reading is to begin
   */
  public record Acceptance(
      PartitionRef partition,
      Optional<StartingPoint.Known> known,
      String missing,
      long goesOnAt,
      String reason,
      String by) {}

  /**
   * Accepts a gap, unless somebody has taken the partition meanwhile. Whoever took it before is
   * fenced off; the next taking, by itself, starts where it was said.
   *
   * @return whether it was accepted
   * @throws IllegalStateException if that is not known; the same again does no harm
   */
  public boolean accept(Acceptance acceptance) {
    return link.change(
        handle -> {
          boolean moved = move(handle, acceptance);
          if (moved) {
            keep(handle, acceptance);
          }
          return moved;
        });
  }

  private static boolean move(Handle handle, Acceptance acceptance) {
    PartitionRef partition = acceptance.partition();
    Update update =
        handle
            .createUpdate(acceptance.known().isEmpty() ? FIRST : AGAIN)
            .bind("topic", partition.topic())
            .bind("partition", partition.partition())
            .bind("topicId", partition.topicId())
            .bind("at", acceptance.goesOnAt())
            .bind("owner", partition + ":gap accepted");
    acceptance
        .known()
        .ifPresent(
            known ->
                update
                    .bind("readTopicId", known.topicId())
                    .bind("readTo", known.next())
                    .bind("publishedTo", known.published()));
    return update.execute() == 1;
  }

  private static void keep(Handle handle, Acceptance acceptance) {
    Optional<StartingPoint.Known> known = acceptance.known();
    handle
        .createUpdate(
            """
            INSERT INTO gap_acceptances
              (topic, partition, topic_id, read_topic_id, read_to, published_to, goes_on_at, missing,
               reason, done_by)
            VALUES (:topic, :partition, :topicId, CAST(:readTopicId AS uuid), :readTo, :publishedTo,
                    :at, :missing, :reason, :by)
            """)
        .bind("topic", acceptance.partition().topic())
        .bind("partition", acceptance.partition().partition())
        .bind("topicId", acceptance.partition().topicId())
        .bind("readTopicId", known.map(row -> row.topicId().toString()))
        .bind("readTo", known.map(StartingPoint.Known::next).orElse(0L))
        .bind("publishedTo", known.map(StartingPoint.Known::published).orElse(0L))
        .bind("at", acceptance.goesOnAt())
        .bind("missing", acceptance.missing())
        .bind("reason", acceptance.reason())
        .bind("by", acceptance.by())
        .execute();
  }
}
