package io.payonce.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * The transactions of one replay. They touch no partition's progress and ask for none: a replay
 * reads beside the workers that hold the partitions, and what keeps both right are the orders'
 * rows. What they decide bears the replay's id.
 */
public final class ReplayTransactions implements OrderTransactions {
  private final PaymentStore store;
  private final UUID replay;
  private final ReplayTerms.Keeping keeping;
  private final ConcurrentLinkedQueue<DecisionId> undone = new ConcurrentLinkedQueue<>();

  /** Names a decision: a command may have one on each of two transactions. */
  public record DecisionId(UUID commandId, String transactionId) {}

  public ReplayTransactions(PaymentStore store, ReplayTerms terms) {
    this.store = requireNonNull(store, "store is null");
    this.replay = terms.replay();
    this.keeping = terms.keeping();
  }

  @Override
  public <T> T inTransaction(Function<BatchTransaction, T> work) {
    return store.inHandle(
        handle -> {
          BatchTransaction transaction = BatchTransaction.ofReplay(handle, replay);
          T result = work.apply(transaction);
          switch (keeping) {
            case COMMITTED -> {}
            case UNDONE -> {
              undone.addAll(transaction.decided());
              handle.rollback();
            }
          }
          return result;
        });
  }

  /**
   * Which of the commands were decided by this replay, now or before it was killed; in a dry run,
   * which would have been since this was asked last.
   */
  public Set<DecisionId> decided(Collection<UUID> commandIds) {
    return switch (keeping) {
      case COMMITTED ->
          store.inHandle(
              handle ->
                  new HashSet<>(
                      handle
                          .createQuery(
                              """
                              SELECT command_id, transaction_id FROM transaction_events
                               WHERE command_id = ANY (:ids) AND replay_id = :replay
                              """)
                          .bindArray("ids", UUID.class, commandIds.stream().distinct().toArray())
                          .bind("replay", replay)
                          .map(
                              (row, context) ->
                                  new DecisionId(
                                      row.getObject("command_id", UUID.class),
                                      row.getString("transaction_id")))
                          .list()));
      case UNDONE -> drained();
    };
  }

  private Set<DecisionId> drained() {
    List<DecisionId> drained = new ArrayList<>();
    for (DecisionId next = undone.poll(); next != null; next = undone.poll()) {
      drained.add(next);
    }
    return new HashSet<>(drained);
  }
}
