package io.payonce.benchmarks;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressStore.LogRange;
import io.payonce.consumer.ProgressStore.Remembered;
import io.payonce.consumer.ProgressStore.Taken;
import io.payonce.payments.CallbackRules;
import io.payonce.payments.Order;
import io.payonce.payments.Verdict;
import io.payonce.schemas.CallbackCommand;
import io.payonce.store.BatchTransaction;
import io.payonce.store.PaymentStore;
import io.payonce.store.WorkingSet;
import java.util.List;
import java.util.UUID;

/**
 * The worker's transaction by itself: the same rules and the same set-based statements in batches
 * of 1,000, on callbacks that lie in memory. No Kafka, no Redis, no JSON, no outcomes: the limit
 * that a worker could reach if all these cost nothing.
 */
final class SqlOnly implements Lanes.Lane {
  private static final int BATCH = 1_000;
  private static final String TOPIC = "bench.sql-only";
  private static final UUID TOPIC_ID = new UUID(0, 1);

  private final PaymentStore store;
  private final PartitionRef partition;
  private final String owner;
  private long position;

  private SqlOnly(PaymentStore store, PartitionRef partition, String owner) {
    this.store = store;
    this.partition = partition;
    this.owner = owner;
  }

  /** A lane that holds a partition of its own, of a topic that exists in the database alone. */
  static SqlOnly taking(PaymentStore store, int partitionNumber, int records) {
    PartitionRef partition = new PartitionRef(TOPIC, TOPIC_ID, partitionNumber);
    String owner = partition + ":" + UUID.randomUUID();
    if (!(store.progress().take(partition, owner, new LogRange(0, records), Remembered.NOTHING)
        instanceof Taken)) {
      throw new IllegalStateException(partition + " was not taken");
    }
    return new SqlOnly(store, partition, owner);
  }

  @Override
  public void take(List<CallbackCommand> callbacks) {
    for (int from = 0; from < callbacks.size(); from += BATCH) {
      List<CallbackCommand> batch =
          callbacks.subList(from, Math.min(from + BATCH, callbacks.size()));
      long after = position + batch.size();
      PartitionSpan span = new PartitionSpan(partition, owner, position, after, position, 0);
      store.inTransaction(transaction -> apply(transaction, span, batch));
      position = after;
    }
  }

  private static boolean apply(
      BatchTransaction transaction, PartitionSpan span, List<CallbackCommand> batch) {
    if (transaction.fence(List.of(span)).isEmpty()) {
      throw new IllegalStateException(span.partition() + " is not held any more");
    }
    WorkingSet set =
        transaction.loadOrdersOf(batch.stream().map(CallbackCommand::transactionId).toList());
    for (CallbackCommand command : batch) {
      Order order = set.orderOf(command.transactionId()).orElseThrow();
      CallbackRules.Callback callback =
          new CallbackRules.Callback(
              command.commandId(), command.transactionId(), command.method(), command.claim());
      if (CallbackRules.decide(order, callback) instanceof Verdict.Decided decided) {
        set.apply(decided);
      }
    }
    transaction.store(set);
    return true;
  }
}
