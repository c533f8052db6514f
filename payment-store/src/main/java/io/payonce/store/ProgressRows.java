package io.payonce.store;

import static java.util.stream.Collectors.toSet;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * The fence. A partition is held exactly if its row still names our owner, has read at least as far
 * as our position, and was taken in this very table on this very run of the server: a later owner
 * has written its own name, and a database that went back has read less, or at least it went back
 * by another run or as another table.
 */
final class ProgressRows {
  private static final long NOBODY = -1;
  private static final String HELD =
      """
        FROM unnest(:topics, :partitions, :owners, :befores, :afters, :publisheds)
          AS span (topic, partition, owner, before, after, published)
       WHERE p.topic = span.topic AND p.partition = span.partition
         AND p.owner = span.owner AND p.next_offset >= span.before
         AND p.taken_on = pg_postmaster_start_time() AND p.taken_in = p.tableoid
      RETURNING p.topic, p.partition
      """;

  private static final String ADVANCE =
      """
      UPDATE partition_progress p
         SET next_offset = GREATEST(p.next_offset, span.after),
             published_offset = GREATEST(p.published_offset, span.published),
             attempts = 0,
             suspect_deaths = CASE WHEN span.after > p.suspect_offset THEN 0 ELSE p.suspect_deaths END
      """
          + HELD;

  private static final String CONFIRM =
      """
      UPDATE partition_progress p
         SET published_offset = GREATEST(p.published_offset, span.published)
      """
          + HELD;

  private static final String HELD_BEGUN =
      """
        FROM unnest(:topics, :partitions, :owners, :befores, :alones)
          AS begun (topic, partition, owner, before, alone)
       WHERE p.topic = begun.topic AND p.partition = begun.partition
         AND p.owner = begun.owner AND p.next_offset >= begun.before
      """;

  private static final String BEGIN =
      """
      UPDATE partition_progress p
         SET attempts = p.attempts + 1,
             suspect_deaths = CASE WHEN begun.alone < 0 THEN p.suspect_deaths
                                   WHEN begun.alone = p.suspect_offset THEN p.suspect_deaths + 1
                                   ELSE 1 END,
             suspect_offset = CASE WHEN begun.alone < 0 THEN p.suspect_offset ELSE begun.alone END
      """
          + HELD_BEGUN
          + " AND p.taken_on = pg_postmaster_start_time() AND p.taken_in = p.tableoid";

  /** Whichever run of the server it is by now: a restart of the server is no death of ours. */
  private static final String WITHDRAW =
      """
      UPDATE partition_progress p
         SET attempts = GREATEST(p.attempts - 1, 0),
             suspect_deaths = CASE WHEN begun.alone = p.suspect_offset
                                   THEN GREATEST(p.suspect_deaths - 1, 0) ELSE p.suspect_deaths END
      """
          + HELD_BEGUN;

  private static final String PLACES =
      """
      SELECT p.topic, p.partition, p.owner, p.next_offset
        FROM partition_progress p JOIN unnest(:topics, :partitions) AS place (topic, partition)
          USING (topic, partition)
       WHERE p.taken_on = pg_postmaster_start_time() AND p.taken_in = p.tableoid
      """;

  private ProgressRows() {}

  /** Notes what begins in the rows of the partitions that are held; returns how many those are. */
  static int begin(Handle handle, List<ProgressStore.Begun> begun) {
    return note(handle, BEGIN, begun);
  }

  /** Takes back what was noted. */
  static int withdraw(Handle handle, List<ProgressStore.Begun> begun) {
    return note(handle, WITHDRAW, begun);
  }

  private static int note(Handle handle, String sql, List<ProgressStore.Begun> begun) {
    Columns columns = new Columns();
    for (ProgressStore.Begun each : begun) {
      PartitionSpan place = each.place();
      columns
          .add("topics", String.class, place.partition().topic())
          .add("partitions", Integer.class, place.partition().partition())
          .add("owners", String.class, place.owner())
          .add("befores", Long.class, place.before())
          .add("alones", Long.class, each.alone().orElse(NOBODY));
    }
    Update update = handle.createUpdate(sql);
    columns.bindTo(update);
    return update.execute();
  }

  /** Advances the progress of the partitions that are held and returns them. */
  static Set<PartitionRef> advance(Handle handle, List<PartitionSpan> spans) {
    return held(handle, ADVANCE, spans);
  }

  /** Notes what is published and returns the partitions that are held. */
  static Set<PartitionRef> confirm(Handle handle, List<PartitionSpan> spans) {
    return held(handle, CONFIRM, spans);
  }

  /** Those of the places that are held; advances and locks nothing. */
  static Set<PartitionSpan> held(Handle handle, Collection<PartitionSpan> places) {
    Columns columns = new Columns();
    places.stream()
        .map(PartitionSpan::partition)
        .distinct()
        .forEach(
            partition ->
                columns
                    .add("topics", String.class, partition.topic())
                    .add("partitions", Integer.class, partition.partition()));
    Query query = handle.createQuery(PLACES);
    columns.bindTo(query);
    List<Place> now =
        query
            .map(
                (row, context) ->
                    new Place(
                        row.getString("topic"),
                        row.getInt("partition"),
                        row.getString("owner"),
                        row.getLong("next_offset")))
            .list();
    return places.stream()
        .filter(place -> now.stream().anyMatch(row -> row.confirms(place)))
        .collect(toSet());
  }

  /** A partition's row. */
  private record Place(String topic, int partition, String owner, long next) {
    private boolean confirms(PartitionSpan span) {
      return topic.equals(span.partition().topic())
          && partition == span.partition().partition()
          && owner.equals(span.owner())
          && next >= span.before();
    }
  }

  private static Set<PartitionRef> held(Handle handle, String sql, List<PartitionSpan> spans) {
    if (spans.isEmpty()) {
      return Set.of();
    }
    Map<String, PartitionRef> byName = new HashMap<>();
    Columns columns = new Columns();
    for (PartitionSpan span : spans) {
      byName.put(span.partition().toString(), span.partition());
      columns
          .add("topics", String.class, span.partition().topic())
          .add("partitions", Integer.class, span.partition().partition())
          .add("owners", String.class, span.owner())
          .add("befores", Long.class, span.before())
          .add("afters", Long.class, span.after())
          .add("publisheds", Long.class, span.published());
    }
    Query query = handle.createQuery(sql);
    columns.bindTo(query);
    Set<PartitionRef> held = new HashSet<>();
    query
        .map((row, context) -> row.getString("topic") + "-" + row.getInt("partition"))
        .forEach(name -> held.add(byName.get(name)));
    return held;
  }
}
