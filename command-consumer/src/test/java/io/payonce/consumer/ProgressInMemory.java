package io.payonce.consumer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * The database's memory without the database, by the same rules. That PostgreSQL keeps these rules
 * is shown where it is spoken to; here only the worker is on trial.
 */
public final class ProgressInMemory implements ProgressStore {
  private final Map<PartitionRef, Row> rows = new HashMap<>();
  private final Map<PartitionRef, Continuity> wentOn = new HashMap<>();

  /** Of a partition whose row nobody has put there since it was taken. */
  private record Continuity(long readTo, long rereadBelow) {}

  /** What is known of a partition. */
  public record Row(
      String owner, long next, long published, int attempts, ProgressStore.Suspect suspect) {
    public Row(String owner, long next, long published, int attempts) {
      this(owner, next, published, attempts, Suspect.NONE);
    }
  }

  @Override
  public synchronized Taking take(
      PartitionRef partition, String owner, LogRange log, Remembered remembered) {
    Row row = rows.getOrDefault(partition, new Row(owner, 0, 0, 0));
    long start = Math.min(row.published(), remembered.committed().orElse(Long.MAX_VALUE));
    if (start < log.start() || start > log.end()) {
      return new Gap("offsets %d to %d are gone".formatted(start, log.start() - 1));
    }
    Continuity continuity = continuity(partition, row, start, remembered);
    wentOn.put(partition, continuity);
    rows.put(partition, new Row(owner, start, start, row.attempts(), row.suspect()));
    return new Taken(start, row.attempts() + 1, row.suspect(), continuity.rereadBelow());
  }

  private Continuity continuity(
      PartitionRef partition, Row row, long start, Remembered remembered) {
    Continuity before = wentOn.get(partition);
    if (before == null) {
      return new Continuity(start, remembered.publishedBelow());
    }
    long readTo = Math.max(before.readTo(), row.next());
    return remembered.finishedBelow() <= readTo
        ? new Continuity(readTo, before.rereadBelow())
        : new Continuity(start, Math.max(before.rereadBelow(), remembered.publishedBelow()));
  }

  @Override
  public synchronized Set<PartitionRef> confirm(List<PartitionSpan> spans) {
    Set<PartitionRef> held = new HashSet<>();
    for (PartitionSpan span : spans) {
      change(span, held, row -> row.next(), row -> row.attempts(), Row::suspect);
    }
    return held;
  }

  /** Also what a batch's transaction does before anything else. */
  @Override
  public synchronized Set<PartitionRef> advance(List<PartitionSpan> spans) {
    Set<PartitionRef> held = new HashSet<>();
    for (PartitionSpan span : spans) {
      change(
          span,
          held,
          row -> Math.max(row.next(), span.after()),
          _ -> 0,
          row -> span.after() > row.suspect().offset() ? Suspect.NONE : row.suspect());
    }
    return held;
  }

  @Override
  public synchronized void begin(List<Begun> begun) {
    for (Begun each : begun) {
      change(
          each.place(),
          new HashSet<>(),
          Row::next,
          row -> row.attempts() + 1,
          row -> each.alone().isPresent() ? died(row, each.alone().getAsLong()) : row.suspect());
    }
  }

  private static Suspect died(Row row, long offset) {
    return new Suspect(offset, row.suspect().offset() == offset ? row.suspect().deaths() + 1 : 1);
  }

  @Override
  public synchronized void withdraw(List<Begun> begun) {
    for (Begun each : begun) {
      change(
          each.place(),
          new HashSet<>(),
          Row::next,
          row -> Math.max(row.attempts() - 1, 0),
          row ->
              each.alone().equals(OptionalLong.of(row.suspect().offset()))
                  ? new Suspect(row.suspect().offset(), Math.max(row.suspect().deaths() - 1, 0))
                  : row.suspect());
    }
  }

  private void change(
      PartitionSpan span,
      Set<PartitionRef> held,
      ToLongFunction<Row> next,
      ToIntFunction<Row> attempts,
      Function<Row, Suspect> suspect) {
    Optional<Row> row = row(span.partition()).filter(known -> holds(known, span));
    row.ifPresent(
        known -> {
          held.add(span.partition());
          long published = Math.max(known.published(), span.published());
          rows.put(
              span.partition(),
              new Row(
                  known.owner(),
                  next.applyAsLong(known),
                  published,
                  attempts.applyAsInt(known),
                  suspect.apply(known)));
        });
  }

  private static boolean holds(Row row, PartitionSpan span) {
    return row.owner().equals(span.owner()) && row.next() >= span.before();
  }

  /** Lets the memory be what it was at some time, or what some other worker made of it. */
  public synchronized void put(PartitionRef partition, Row row) {
    wentOn.remove(partition);
    rows.put(partition, row);
  }

  public synchronized Optional<Row> row(PartitionRef partition) {
    return Optional.ofNullable(rows.get(partition));
  }
}
