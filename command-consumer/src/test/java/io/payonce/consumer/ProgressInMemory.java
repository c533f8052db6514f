package io.payonce.consumer;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * The database's memory without the database, by the same rules. That PostgreSQL keeps these rules
 * is shown where it is spoken to; here only the worker is on trial.
 */
final class ProgressInMemory implements ProgressStore {
  private final Map<PartitionRef, Row> rows = new ConcurrentHashMap<>();

  /** What is known of a partition. */
  record Row(String owner, long next, long published, int attempts) {}

  @Override
  public Taking take(PartitionRef partition, String owner, LogRange log, Optional<Long> committed) {
    AtomicReference<Taking> taking = new AtomicReference<>(new Gap("nothing was taken"));
    rows.compute(
        partition,
        (_, row) -> {
          long start = row == null ? 0 : Math.min(row.published(), committed.orElse(row.next()));
          int attempts = row == null ? 1 : row.attempts() + 1;
          if (start < log.start() || start > log.end()) {
            taking.set(new Gap("offsets %d to %d are gone".formatted(start, log.start() - 1)));
            return row;
          }
          taking.set(new Taken(start, attempts));
          return new Row(owner, start, start, attempts);
        });
    return taking.get();
  }

  @Override
  public Set<PartitionRef> confirm(List<PartitionSpan> spans) {
    Set<PartitionRef> held = new HashSet<>();
    for (PartitionSpan span : spans) {
      change(span, held, row -> row.next(), row -> row.attempts());
    }
    return held;
  }

  /** What a batch's transaction does before anything else. */
  Set<PartitionRef> advance(List<PartitionSpan> spans) {
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
    rows.computeIfPresent(
        span.partition(),
        (partition, row) -> {
          if (!row.owner().equals(span.owner()) || row.next() < span.before()) {
            return row;
          }
          held.add(partition);
          long published = Math.max(row.published(), span.published());
          return new Row(row.owner(), next.applyAsLong(row), published, attempts.applyAsInt(row));
        });
  }

  /** Lets the memory be what it was at some time, or what some other worker made of it. */
  void put(PartitionRef partition, Row row) {
    rows.put(partition, row);
  }

  Optional<Row> row(PartitionRef partition) {
    return Optional.ofNullable(rows.get(partition));
  }
}
