package io.payonce.consumer.records;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The records that are under way, in line behind others of their key. The first of each line is
 * ready, being handled, or resting after a failure; the others wait for it. Belongs to the worker's
 * thread.
 */
final class KeyQueues {
  private final Map<String, Deque<RecordTask>> lines = new HashMap<>();
  private final Deque<RecordTask> ready = new ArrayDeque<>();
  private final PriorityQueue<RecordTask> resting =
      new PriorityQueue<>(Comparator.comparing(RecordTask::restsUntil));

  void add(RecordTask task) {
    Deque<RecordTask> line = lines.computeIfAbsent(task.key(), _ -> new ArrayDeque<>());
    line.addLast(task);
    if (line.size() == 1) {
      ready.addLast(task);
    }
  }

  /** The next one to be handled. Those whose partition is lost leave their lines unhandled. */
  Optional<RecordTask> next(Instant now) {
    while (!resting.isEmpty() && !resting.element().restsUntil().isAfter(now)) {
      ready.addLast(resting.remove());
    }
    while (!ready.isEmpty()) {
      RecordTask task = ready.removeFirst();
      if (task.window().isHeld()) {
        return Optional.of(task);
      }
      leave(task);
    }
    return Optional.empty();
  }

  /** What came next is not begun; it comes next again. */
  void putBack(RecordTask next) {
    ready.addFirst(next);
  }

  /** The first of a line has been handled: the one behind it is ready. */
  void leave(RecordTask first) {
    Deque<RecordTask> line = lines.getOrDefault(first.key(), new ArrayDeque<>());
    if (line.peekFirst() != first) {
      throw new IllegalStateException(first + " is not the first of its line");
    }
    line.removeFirst();
    if (line.isEmpty()) {
      lines.remove(first.key());
    } else {
      ready.addLast(line.getFirst());
    }
  }

  /** The first of a line is to be handled again later; it keeps its place. */
  void rest(RecordTask first, Instant until) {
    first.restUntil(until);
    resting.add(first);
  }

  /** Lets nobody wait behind a rest of a record whose partition is lost. */
  void wakeLost() {
    for (Iterator<RecordTask> each = resting.iterator(); each.hasNext(); ) {
      RecordTask task = each.next();
      if (!task.window().isHeld()) {
        each.remove();
        ready.addLast(task);
      }
    }
  }
}
