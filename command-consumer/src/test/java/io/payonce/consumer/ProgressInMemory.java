package io.payonce.consumer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * The database's memory without the database, by the same rules. That PostgreSQL keeps these rules
 * is shown where it is spoken to; here only the worker is on trial.
 */
public final class ProgressInMemory implements ProgressStore {
  private final Map<PartitionRef, Row> rows = new HashMap<>();

  /** What is known of a partition. */
  public record Row(String owner, long next, long published, int attempts) {}

  @Override
  public synchronized Taking take(
      PartitionRef partition, String owner, LogRange log, Optional<Long> committed) {
    Row row = rows.getOrDefault(partition, new Row(owner, 0, 0, 0));
    long start = Math.min(row.published(), committed.orElse(Long.MAX_VALUE));
    if (start < log.start() || start > log.end()) {
      return new Gap("offsets %d to %d are gone".formatted(start, log.start() - 1));
    }
    rows.put(partition, new Row(owner, start, start, row.attempts() + 1));
    return new Taken(start, row.attempts() + 1);
  }

  @Override
  public synchronized Set<PartitionRef> confirm(List<PartitionSpan> spans) {
    Set<PartitionRef> held = new HashSet<>();
    for (PartitionSpan span : spans) {
      change(span, held, row -> row.next(), row -> row.attempts());
    }
    return held;
  }

  /** What a batch's transaction does before anything else. */
  public synchronized Set<PartitionRef> advance(List<PartitionSpan> spans) {
    Set<PartitionRef> held = new HashSet<>();
    for (PartitionSpan span : spans) {
      change(span, held, row -> Math.max(row.next(), span.after()), _ -> 0);
    }
    return held;
  }

  private void change(
      PartitionSpan span,
      Set<PartitionRef> held,
      ToLongFunction<Row> next,
      ToIntFunction<Row> attempts) {
    Optional<Row> row = row(span.partition()).filter(known -> holds(known, span));
    row.ifPresent(
        known -> {
          held.add(span.partition());
          long published = Math.max(known.published(), span.published());
          put(
              span.partition(),
              new Row(
                  known.owner(), next.applyAsLong(known), published, attempts.applyAsInt(known)));
        });
  }

  private static boolean holds(Row row, PartitionSpan span) {
    return row.owner().equals(span.owner()) && row.next() >= span.before();
  }

  /** Lets the memory be what it was at some time, or what some other worker made of it. */
  public synchronized void put(PartitionRef partition, Row row) {
    rows.put(partition, row);
  }

  public synchronized Optional<Row> row(PartitionRef partition) {
    return Optional.ofNullable(rows.get(partition));
  }
}
