package io.payonce.callbacks;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.schemas.Command;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.store.BatchTransaction;
import io.payonce.store.OrderTransactions;
import io.payonce.store.SqlFailure;
import io.payonce.store.WorkingSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step 4: the transaction. Fence, load, fold the commands in order over what was loaded, store,
 * commit.
 *
 * <p>Where the database refuses data, the batch is taken again in halves, and halves of halves, in
 * one transaction, to find which command it is. Only what is refused alone, while the rest commits,
 * is given up. A taken unique key may have been a race and is tried again as a batch first. Every
 * other failure says nothing of the commands and is thrown.
 */
final class BatchDecision<C extends Command> {
  private static final Logger LOG = LoggerFactory.getLogger(BatchDecision.class);

  private final OrderTransactions transactions;
  private final Deciding<C> deciding;

  BatchDecision(OrderTransactions transactions, Deciding<C> deciding) {
    this.transactions = transactions;
    this.deciding = deciding;
  }

  /**
   * What was committed.
   *
   * @param held the partitions that are ours; there are results for their commands only
   */
  record Committed<C extends Command>(
      Set<PartitionRef> held, Map<Incoming<C>, CommandResult> results) {}

  Committed<C> decide(List<PartitionSpan> spans, List<Incoming<C>> commands) {
    try {
      return together(spans, commands);
    } catch (RuntimeException e) {
      return switch (SqlFailure.of(e)) {
        case OTHER -> throw e;
        case DATA -> inParts(spans, commands, e);
        case UNIQUE_KEY -> togetherAgain(spans, commands, e);
      };
    }
  }

  private Committed<C> togetherAgain(
      List<PartitionSpan> spans, List<Incoming<C>> commands, RuntimeException first) {
    try {
      return together(spans, commands);
    } catch (RuntimeException e) {
      e.addSuppressed(first);
      if (SqlFailure.of(e) == SqlFailure.OTHER) {
        throw e;
      }
      return inParts(spans, commands, e);
    }
  }

  private Committed<C> together(List<PartitionSpan> spans, List<Incoming<C>> commands) {
    return transactions.inTransaction(
        transaction -> {
          Set<PartitionRef> held = transaction.fence(spans);
          return new Committed<>(held, fold(transaction, ofHeld(commands, held)));
        });
  }

  private Committed<C> inParts(
      List<PartitionSpan> spans, List<Incoming<C>> commands, RuntimeException why) {
    LOG.warn("the database refuses data of this batch; looking for the command", why);
    return transactions.inTransaction(
        transaction -> {
          Set<PartitionRef> held = transaction.fence(spans);
          List<Incoming<C>> ofHeld = ofHeld(commands, held);
          // All locks first, in the one order: the parts lock in turns, and would wait in a circle
          // with others.
          transaction.lockStockOf(deciding.load(transaction, commandsOf(ofHeld)));
          Map<Incoming<C>, CommandResult> results = new HashMap<>();
          decidePart(transaction, ofHeld, results);
          return new Committed<>(held, results);
        });
  }

  /**
   * Decides a part that can be undone by itself; where its data is refused, its halves, down to the
   * one command.
   */
  private void decidePart(
      BatchTransaction transaction,
      List<Incoming<C>> part,
      Map<Incoming<C>, CommandResult> results) {
    try {
      transaction.undoable(() -> results.putAll(fold(transaction, part)));
    } catch (RuntimeException e) {
      if (SqlFailure.of(e) == SqlFailure.OTHER) {
        throw e;
      }
      if (part.size() == 1) {
        Incoming<C> refused = part.getFirst();
        LOG.error("the database refuses command {}", refused.command().commandId(), e);
        results.put(refused, new CommandResult.Unstorable());
        return;
      }
      int middle = part.size() / 2;
      decidePart(transaction, part.subList(0, middle), results);
      decidePart(transaction, part.subList(middle, part.size()), results);
    }
  }

  private Map<Incoming<C>, CommandResult> fold(
      BatchTransaction transaction, List<Incoming<C>> commands) {
    Map<Incoming<C>, CommandResult> results = HashMap.newHashMap(commands.size());
    if (commands.isEmpty()) {
      return results;
    }
    WorkingSet set = deciding.load(transaction, commandsOf(commands));
    for (Incoming<C> incoming : commands) {
      results.put(incoming, deciding.decide(set, incoming));
    }
    transaction.store(set);
    deciding.stored(set, results);
    return results;
  }

  private List<C> commandsOf(List<Incoming<C>> commands) {
    return commands.stream().map(Incoming::command).toList();
  }

  private List<Incoming<C>> ofHeld(List<Incoming<C>> commands, Set<PartitionRef> held) {
    return commands.stream()
        .filter(incoming -> held.contains(incoming.span().partition()))
        .toList();
  }

  /**
   * What became of a batch's commands, by the cache and by the database. For one thread.
   *
   * @param <C> the kind of command
   */
  static final class Results<C extends Command> {
    private final Map<Incoming<C>, CommandResult.Known> hits;
    private final Committed<C> committed;
    private final WrittenOutcomes written;
    private Optional<Set<UUID>> decidedHere = Optional.empty();

    Results(
        Map<Incoming<C>, CommandResult.Known> hits,
        Committed<C> committed,
        WrittenOutcomes written) {
      this.hits = hits;
      this.committed = committed;
      this.written = written;
    }

    Committed<C> committed() {
      return committed;
    }

    WrittenOutcomes written() {
      return written;
    }

    /** Empty for a command whose key somebody else has locked. */
    Optional<CommandResult> of(Incoming<C> incoming) {
      CommandResult decided = committed.results().get(incoming);
      return Optional.ofNullable(decided == null ? hits.get(incoming) : decided);
    }

    /** Where a duplicate was stopped. */
    HandlerMetrics.Stop stopOf(Incoming<C> incoming, OutcomeMessage.Duplicate duplicate) {
      if (hits.containsKey(incoming)) {
        return HandlerMetrics.Stop.CACHE;
      }
      return decidedHere().contains(duplicate.first().commandId())
          ? HandlerMetrics.Stop.BATCH
          : HandlerMetrics.Stop.DATABASE;
    }

    /** Gathered only for a batch that has duplicates. */
    private Set<UUID> decidedHere() {
      if (decidedHere.isEmpty()) {
        Set<UUID> ids = HashSet.newHashSet(committed.results().size());
        for (CommandResult result : committed.results().values()) {
          if (result instanceof CommandResult.Known known
              && known.own() instanceof OutcomeMessage.Decided decided) {
            ids.add(decided.commandId());
          }
        }
        decidedHere = Optional.of(ids);
      }
      return decidedHere.get();
    }
  }
}
