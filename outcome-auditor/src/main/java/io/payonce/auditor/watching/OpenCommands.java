package io.payonce.auditor.watching;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order that a partition's commands are due in, beside the store: made anew from it whenever
 * the partition is taken, also after a transaction that was aborted, so it cannot differ for long.
 *
 * <p>For one thread.
 */
final class OpenCommands {
  private static final Comparator<At> BY_TIME =
      Comparator.comparing(At::time).thenComparing(At::id);

  private final NavigableSet<At> bySeen = new TreeSet<>(BY_TIME);
  private final NavigableSet<At> byDue = new TreeSet<>(BY_TIME);
  private final Deque<At> settled = new ArrayDeque<>();
  private int alarmed;

  private record At(Instant time, UUID id) {}

  /** Takes over a change of one command. */
  void change(UUID id, @Nullable Watched before, Watched after) {
    if (before instanceof Watched.Open open) {
      bySeen.remove(new At(open.subject().seenAt(), id));
      byDue.remove(new At(open.dueAt(), id));
      alarmed -= open.alarmed() ? 1 : 0;
    }
    switch (after) {
      case Watched.Open open -> {
        bySeen.add(new At(open.subject().seenAt(), id));
        alarmed += open.alarmed() ? 1 : 0;
        if (!open.alarmed()) {
          byDue.add(new At(open.dueAt(), id));
        }
      }
      case Watched.Settled now -> {
        if (!(before instanceof Watched.Settled)) {
          settled.add(new At(now.since(), id));
        }
      }
    }
  }

  int open() {
    return bySeen.size();
  }

  int alarmed() {
    return alarmed;
  }

  /** When the one that lacks its outcome for the longest was seen first. */
  Optional<Instant> oldest() {
    return bySeen.isEmpty() ? Optional.empty() : Optional.of(bySeen.first().time());
  }

  /** The next that was due by then and is not alarmed. */
  Optional<UUID> dueBy(Instant then) {
    return byDue.isEmpty() || byDue.first().time().isAfter(then)
        ? Optional.empty()
        : Optional.of(byDue.first().id());
  }

  /** Takes out the one that was settled first, where there are more than so many. */
  Optional<UUID> takeSettledBeyond(int atMost) {
    return settled.size() > atMost ? Optional.of(settled.remove().id()) : Optional.empty();
  }

  /** Takes out one that was settled by then. */
  Optional<UUID> takeSettledBy(Instant then) {
    At first = settled.peek();
    return first == null || first.time().isAfter(then)
        ? Optional.empty()
        : Optional.of(settled.remove().id());
  }
}
