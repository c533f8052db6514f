package io.payonce.store.operating;

import io.payonce.store.views.OperatorLink;
import io.payonce.store.views.ViewSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What was done about dead letters, in {@code dead_letter_actions}: append-only, and of several
 * deeds on one letter the last counts.
 *
 * <p>A database that went back has forgotten some: those letters are open again, and what is done
 * about them twice is harmless.
 */
public final class LetterActions {
  private final OperatorLink link;

  public LetterActions(ViewSettings settings) {
    link = new OperatorLink(settings);
  }

  /**
   * The last deed on each letter of some topics; letters that nobody touched are left out.
   *
   * @throws IllegalStateException if the database does not answer
   */
  public Map<LetterRef, LetterAction> latest(Collection<UUID> topicIds) {
    return link.look(handle -> latest(handle, topicIds));
  }

  /**
   * All deeds on one letter, the first one first.
   *
   * @throws IllegalStateException if the database does not answer
   */
  public List<LetterAction> of(LetterRef letter) {
    return link.look(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM dead_letter_actions
                     WHERE topic_id = :topicId AND partition = :partition AND letter_offset = :offset
                     ORDER BY action_id
                    """)
                .bind("topicId", letter.topicId())
                .bind("partition", letter.partition())
                .bind("offset", letter.offset())
                .map((row, _) -> action(row))
                .list());
  }

  /** A deed to be written down; the database says when. */
  public record Entry(
      LetterRef letter, LetterAction.Deed deed, Optional<UUID> commandId, String reason) {}

  /**
   * Writes deeds down, all or none.
   *
   * @throws IllegalStateException if it is not known to be written
   */
  public void add(List<Entry> entries, String by) {
    if (!entries.isEmpty()) {
      int[] _ = link.change(handle -> add(handle, entries, by));
    }
  }

  private static int[] add(Handle handle, List<Entry> entries, String by) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO dead_letter_actions
              (topic, topic_id, partition, letter_offset, action, command_id, reason, done_by)
            VALUES (:topic, :topicId, :partition, :offset, :action, CAST(:commandId AS uuid), :reason, :by)
            """);
    for (Entry entry : entries) {
      batch
          .bind("topic", entry.letter().topic())
          .bind("topicId", entry.letter().topicId())
          .bind("partition", entry.letter().partition())
          .bind("offset", entry.letter().offset())
          .bind("action", entry.deed().name())
          .bind("commandId", entry.commandId().map(UUID::toString))
          .bind("reason", entry.reason())
          .bind("by", by)
          .add();
    }
    return batch.execute();
  }

  private static Map<LetterRef, LetterAction> latest(Handle handle, Collection<UUID> topicIds) {
    Map<LetterRef, LetterAction> latest = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT DISTINCT ON (topic_id, partition, letter_offset) * FROM dead_letter_actions
             WHERE topic_id = ANY (CAST(string_to_array(:ids, ',') AS uuid[]))
             ORDER BY topic_id, partition, letter_offset, action_id DESC
            """)
        .bind("ids", String.join(",", topicIds.stream().map(UUID::toString).toList()))
        .map((row, _) -> Map.entry(letter(row), action(row)))
        .forEach(entry -> latest.put(entry.getKey(), entry.getValue()));
    return latest;
  }

  private static LetterRef letter(ResultSet row) throws SQLException {
    return new LetterRef(
        row.getString("topic"),
        row.getObject("topic_id", UUID.class),
        row.getInt("partition"),
        row.getLong("letter_offset"));
  }

  private static LetterAction action(ResultSet row) throws SQLException {
    return new LetterAction(
        LetterAction.Deed.valueOf(row.getString("action")),
        Optional.ofNullable(row.getObject("command_id", UUID.class)),
        row.getString("reason"),
        row.getString("done_by"),
        row.getObject("done_at", OffsetDateTime.class).toInstant());
  }
}
