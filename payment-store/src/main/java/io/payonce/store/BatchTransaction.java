package io.payonce.store;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.TransactionId;
import io.payonce.store.ReplayTransactions.DecisionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What one batch may do in its transaction, in this order: fence, load, store. Rows are locked in
 * one order by all (progress, orders by id, stock by sku), so that batches wait for each other and
 * never in a circle.
 */
public final class BatchTransaction {
  private static final String SAVEPOINT = "command";

  private final Handle handle;
  private final Optional<UUID> replay;
  private final List<DecisionId> decided = new ArrayList<>();

  private BatchTransaction(Handle handle, Optional<UUID> replay) {
    this.handle = handle;
    this.replay = replay;
  }

  static BatchTransaction ofWorker(Handle handle) {
    return new BatchTransaction(handle, Optional.empty());
  }

  /** In a replay nobody's progress is read or written, and every partition counts as held. */
  static BatchTransaction ofReplay(Handle handle, UUID replay) {
    return new BatchTransaction(handle, Optional.of(replay));
  }

  /**
   * Fails from here on where a row stays locked by somebody else for longer; else the statement's
   * own limit is the only one.
   */
  public void waitForLocksAtMost(Duration limit) {
    handle
        .createQuery("SELECT set_config('lock_timeout', :limit, true)")
        .bind("limit", limit.toMillis() + "ms")
        .mapTo(String.class)
        .one();
  }

  /**
   * Advances the progress of the partitions that are still held, and returns them. Nothing may be
   * stored for the others.
   */
  public Set<PartitionRef> fence(List<PartitionSpan> spans) {
    return replay.isPresent()
        ? spans.stream().map(PartitionSpan::partition).collect(Collectors.toSet())
        : ProgressRows.advance(handle, spans);
  }

  /**
   * Those of the places whose partition is still held; nothing may be stored for the others. For
   * records that are handled one by one, whose progress advances elsewhere.
   *
   * <p>Takes no lock, so that it may be overtaken: another owner may take the partition before this
   * transaction commits. Then both handle the command, and the order's row makes them do so one
   * after the other: the second one finds the first one's decision or intent by the command, and
   * repeats it. That would have to be so under a lock too, since the taking may as well come right
   * after the commit, while the gateway is called. What goes back in time is not seen within one
   * transaction, as it ends with its connection. So a lock would save nothing, and every handler of
   * a partition would write to that one row.
   */
  public Set<PartitionSpan> held(Collection<PartitionSpan> places) {
    return replay.isPresent() ? Set.copyOf(places) : ProgressRows.held(handle, places);
  }

  /**
   * Locks and loads the orders that the transactions belong to; unknown transactions are left out.
   */
  public WorkingSet loadOrdersOf(Collection<TransactionId> transactions) {
    return OrderRows.load(
        handle, OrderRows.lockOrdersOf(handle, transactions), OrderRows.Speaker.CALLBACKS);
  }

  /**
   * Locks and loads orders, with what was decided on ids that have no order yet, and with create
   * responses.
   */
  public WorkingSet loadOrders(Collection<OrderId> orders) {
    WorkingSet loaded =
        OrderRows.load(handle, OrderRows.lockOrders(handle, orders), OrderRows.Speaker.CREATES);
    OrderRows.loadUnopened(handle, orders, loaded);
    return loaded;
  }

  /**
   * Locks and loads orders, with all that was decided on their ids also where there is no order,
   * and with the responses to their refunds.
   */
  public WorkingSet loadForRefunds(Collection<OrderId> orders) {
    WorkingSet loaded =
        OrderRows.load(handle, OrderRows.lockOrders(handle, orders), OrderRows.Speaker.REFUNDS);
    OrderRows.loadUnopened(handle, orders, loaded);
    return loaded;
  }

  /**
   * Locks the stock that the orders of the set hold, before any of them is decided. Needed only
   * where a batch is stored in several steps, which would else lock stock and orders in turns.
   */
  public void lockStockOf(WorkingSet set) {
    StockRows.lockAll(handle, set);
  }

  /** Stores what changed in the set since it was loaded. */
  public void store(WorkingSet set) {
    List<Order> changed = set.changed();
    ChangeRows.store(handle, set, changed, replay);
    RefundRows.store(handle, set, changed);
    StockRows.store(handle, set, changed);
    if (replay.isPresent()) {
      set.decisions().stream()
          .map(kept -> new DecisionId(kept.commandId(), kept.transactionId().value()))
          .forEach(decided::add);
    }
  }

  /** What a replay stored as decided. */
  List<DecisionId> decided() {
    return decided;
  }

  /**
   * Runs one step that can be undone by itself.
   *
   * @throws RuntimeException what the step threw; the transaction then stands as before it and goes
   *     on
   */
  public void undoable(Runnable step) {
    handle.savepoint(SAVEPOINT);
    try {
      step.run();
    } catch (RuntimeException e) {
      handle.rollbackToSavepoint(SAVEPOINT);
      throw e;
    }
    handle.releaseSavepoint(SAVEPOINT);
  }
}
