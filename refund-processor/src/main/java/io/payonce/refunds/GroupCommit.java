package io.payonce.refunds;

import io.payonce.payments.OrderId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Takes all that wait, and commits them together; those that come meanwhile wait for the next time.
 * So a group is small when little is to do, and grows with the load.
 *
 * <p>No two of a group are of one order: each decides over the order as it is in the database. Two
 * groups at a time: one computes while the other waits for the database; rows are locked in one
 * order by both.
 */
final class GroupCommit implements AutoCloseable {
  /** As many as threads. */
  static final int AT_ONCE = 2;

  private static final int MOST = 128;

  private final Consumer<List<Deciding<?>>> transaction;
  private final BlockingQueue<Deciding<?>> waiting = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param transaction decides all of a group and commits, or throws and has no effect
   */
  GroupCommit(Consumer<List<Deciding<?>>> transaction) {
    this.transaction = transaction;
    for (int number = 1; number <= AT_ONCE; number++) {
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("payonce-refund-commit-" + number)
              .start(this::commitUntilInterrupted));
    }
  }

  void add(Deciding<?> deciding) {
    waiting.add(deciding);
  }

  private void commitUntilInterrupted() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        commit(next());
      }
    } catch (InterruptedException e) {
      // It is closed: its handlers have ended before.
      Thread.currentThread().interrupt();
    }
  }

  private List<Deciding<?>> next() throws InterruptedException {
    List<Deciding<?>> taken = new ArrayList<>();
    taken.add(waiting.take());
    waiting.drainTo(taken, MOST - 1);
    Set<OrderId> orders = new HashSet<>();
    List<Deciding<?>> group = new ArrayList<>();
    for (Deciding<?> each : taken) {
      if (each.ended().isDone()) {
        continue; // Its handler has given up.
      }
      if (orders.add(each.orderId())) {
        group.add(each);
      } else {
        waiting.add(each);
      }
    }
    return group;
  }

  private void commit(List<Deciding<?>> group) {
    if (group.isEmpty()) {
      return;
    }
    try {
      transaction.accept(group);
      group.forEach(Deciding::committed);
    } catch (Throwable e) {
      // Whatever it was, also an error of the machine: each handler gets it, and tries by itself.
      group.forEach(each -> each.failed(e));
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
