package io.payonce.refunds;

import io.payonce.store.BatchTransaction;
import io.payonce.store.OrderTransactions;
import io.payonce.store.WorkingSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The handlers' way to the database. What several of them decide at the same moment is committed
 * together, in one short transaction: it takes as many statements for many orders as for one. If
 * that fails, each tries again by itself, so that none fails for what another one brought.
 *
 * <p>After a commit whose end nobody knows, too: whoever decides again finds by its command what it
 * decided before, as after a crash.
 */
final class Transactions implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** An order that somebody holds for longer must not hold up those that happen to be with it. */
  private static final Duration GROUPS_WAIT_FOR_LOCKS = Duration.ofMillis(300);

  private final OrderTransactions store;
  private final Semaphore places;
  private final GroupCommit groups;

  /**
   * @param atOnce how many may be in a transaction of their own at a time
   */
  Transactions(OrderTransactions store, int atOnce) {
    this.store = store;
    this.places = new Semaphore(atOnce, true);
    this.groups = new GroupCommit(this::together);
  }

  /**
   * Decides a command over its order, which is locked and loaded, and commits what that led to.
   *
   * @param notHeld what is returned if the record's partition is not held any more; nothing is
   *     decided then
   * @throws IllegalStateException if it did not come to its turn in time
   * @throws RuntimeException what {@code decide} or {@link OrderTransactions#inTransaction} throws
   */
  <T> T run(Incoming incoming, Function<WorkingSet, T> decide, T notHeld) {
    Deciding<T> together = new Deciding<>(incoming, decide, notHeld);
    groups.add(together);
    try {
      return together.ended().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return alone(new Deciding<>(incoming, decide, notHeld), together.ended().exceptionNow());
    } catch (TimeoutException e) {
      together.ended().cancel(false);
      throw new IllegalStateException("no turn came within " + PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a turn", e);
    }
  }

  private void together(List<Deciding<?>> group) {
    store.inTransaction(
        transaction -> {
          transaction.waitForLocksAtMost(GROUPS_WAIT_FOR_LOCKS);
          return carryOut(transaction, group);
        });
  }

  private <T> T alone(Deciding<T> deciding, Throwable first) {
    try {
      if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("no connection came free within " + PATIENCE, first);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a connection", e);
    }
    try {
      store.inTransaction(own -> carryOut(own, List.of(deciding)));
      return deciding.decided();
    } catch (RuntimeException e) {
      e.addSuppressed(first);
      throw e;
    } finally {
      places.release();
    }
  }

  /** Decides each that is still held, over one set, in which each has an order of its own. */
  private static boolean carryOut(BatchTransaction transaction, List<Deciding<?>> group) {
    var held = transaction.held(group.stream().map(each -> each.incoming().span()).toList());
    List<Deciding<?>> ours =
        group.stream().filter(each -> held.contains(each.incoming().span())).toList();
    if (ours.isEmpty()) {
      return false;
    }
    WorkingSet set = transaction.loadForRefunds(ours.stream().map(Deciding::orderId).toList());
    ours.forEach(each -> each.decide(set));
    transaction.store(set);
    return true;
  }

  @Override
  public void close() {
    groups.close();
  }
}
