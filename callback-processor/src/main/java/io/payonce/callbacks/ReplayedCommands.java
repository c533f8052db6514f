package io.payonce.callbacks;

import io.payonce.consumer.Batch;
import io.payonce.consumer.Disposition;
import io.payonce.consumer.replaying.ReplayHandler;
import io.payonce.consumer.replaying.Replayed;
import io.payonce.consumer.replaying.ReplayedAs;
import io.payonce.idempotency.BatchFinish;
import io.payonce.idempotency.BatchLocks;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.Command;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.RefundCommand;
import io.payonce.store.PaymentStore;
import io.payonce.store.ReplayTerms;
import io.payonce.store.ReplayTransactions;
import io.payonce.store.ReplayTransactions.DecisionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a batch through again: decode, lock, decide and commit as live, then delete what is cached
 * for its keys and release. The cache is neither read nor written: an operator who replays has lost
 * rows, and what was cached when they were there must not answer for them.
 *
 * <p>A dry run locks the orders' rows and nothing in Redis, and its transactions are undone. So it
 * does not see in one batch what an earlier one would have changed.
 *
 * @param <C> the kind of command
 */
final class ReplayedCommands<C extends Command> implements ReplayHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayedCommands.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final BatchDecoder<C> decoder;
  private final BatchDecision<C> decision;
  private final EndedAttempts endedAttempts;
  private final KeyLocks locks;
  private final Servers servers;
  private final ReplayTerms terms;

  ReplayedCommands(Deciding<C> deciding, Servers servers, ReplayTerms terms) {
    this.decoder = new BatchDecoder<>(deciding.kind(), deciding.type());
    this.decision = new BatchDecision<>(servers.transactions(), deciding);
    this.endedAttempts = new EndedAttempts(deciding.kind());
    this.locks = new KeyLocks(new BatchLocks(servers.redis()), servers.lockAtMostFor());
    this.servers = servers;
    this.terms = terms;
  }

  /** What it works with. */
  record Servers(
      PaymentStore store,
      RedisLink redis,
      ReplayTransactions transactions,
      Duration lockAtMostFor) {}

  @Override
  public Optional<List<Replayed>> handle(Batch batch, BooleanSupplier stopped) {
    BatchDecoder.Decoded<C> decoded = decoder.decode(batch);
    List<Replayed> replayed = new ArrayList<>();
    decoded.others().forEach(other -> replayed.add(unreadable(other.disposition())));
    Set<TransactionId> ofOrder =
        terms.order().map(servers.store()::transactionsOf).orElse(Set.of());
    List<Incoming<C>> left = new ArrayList<>();
    for (Incoming<C> incoming : decoded.commands()) {
      if (isMeant(incoming.command(), ofOrder)) {
        left.add(incoming);
      } else {
        replayed.add(Replayed.undecided(incoming.record(), ReplayedAs.SKIPPED, "filtered out"));
      }
    }
    Map<Incoming<C>, CommandResult> results = HashMap.newHashMap(left.size());
    while (!left.isEmpty()) {
      left = pass(batch, left, results);
      if (!left.isEmpty()) {
        if (stopped.getAsBoolean()) {
          return Optional.empty();
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    Set<DecisionId> own = decidedHere(results);
    results.forEach((incoming, result) -> replayed.add(replayed(incoming, result, own)));
    return Optional.of(replayed);
  }

  /** Decides those whose keys are free; returns the others. All of a key are in the same part. */
  private List<Incoming<C>> pass(
      Batch batch, List<Incoming<C>> commands, Map<Incoming<C>, CommandResult> results) {
    if (terms.isDry()) {
      results.putAll(decision.decide(batch.spans(), commands).results());
      return List.of();
    }
    KeyLocks.Locked locked = locks.lock(commands);
    List<Incoming<C>> free =
        commands.stream().filter(each -> !locked.refused().contains(each.key())).toList();
    BatchFinish finish = new BatchFinish(servers.redis());
    try {
      Map<Incoming<C>, CommandResult> decided = decision.decide(batch.spans(), free).results();
      decided.values().forEach(this::noteEnded);
      results.putAll(decided);
    } finally {
      // Also where it is not known whether it was committed: a deleted entry costs a miss.
      free.stream().map(Incoming::key).distinct().forEach(finish::invalidate);
      endedAttempts.voidIn(finish);
      locked.tokens().forEach(finish::release);
      finish(finish);
    }
    return commands.stream().filter(each -> locked.refused().contains(each.key())).toList();
  }

  private void finish(BatchFinish finish) {
    BatchFinish.Ending ending = finish.run();
    endedAttempts.ended(ending);
    switch (ending) {
      case COMPLETE -> {}
      case DEGRADED ->
          LOG.warn("Redis does not answer: cached results of a batch may not be deleted");
    }
  }

  private void noteEnded(CommandResult result) {
    if (result instanceof CommandResult.Known known) {
      endedAttempts.note(known);
    }
  }

  private boolean isMeant(Command command, Set<TransactionId> ofOrder) {
    return switch (command) {
      case CallbackCommand callback ->
          isMeant(callback.method())
              && (terms.order().isEmpty() || ofOrder.contains(callback.transactionId()));
      case CreateCommand create ->
          isMeant(create.method()) && terms.order().map(create.orderId()::equals).orElse(true);
      case RefundCommand _ -> throw new IllegalStateException("a refund among others");
    };
  }

  private boolean isMeant(PaymentMethod method) {
    return terms.method().map(method::equals).orElse(true);
  }

  private Set<DecisionId> decidedHere(Map<Incoming<C>, CommandResult> results) {
    List<UUID> ids = new ArrayList<>();
    for (CommandResult result : results.values()) {
      if (result instanceof CommandResult.Known known) {
        known.all().stream()
            .map(ReplayedCommands::basis)
            .map(DecisionId::commandId)
            .forEach(ids::add);
      }
    }
    return ids.isEmpty() ? Set.of() : servers.transactions().decided(ids);
  }

  /** The decision that an outcome tells of; a duplicate tells of the first one's. */
  private static DecisionId basis(OutcomeMessage outcome) {
    return switch (outcome) {
      case OutcomeMessage.Decided decided ->
          new DecisionId(decided.commandId(), decided.decision().transactionId().value());
      case OutcomeMessage.Duplicate duplicate ->
          new DecisionId(duplicate.first().commandId(), duplicate.first().transactionId().value());
      case OutcomeMessage.DeadLettered _ ->
          throw new IllegalStateException("a batch gives nothing up by itself");
    };
  }

  private static Replayed unreadable(Disposition disposition) {
    return switch (disposition) {
      case Disposition.Wait wait ->
          Replayed.undecided(wait.record(), ReplayedAs.WAITING, wait.reason());
      case Disposition.GiveUp given ->
          Replayed.undecided(given.record(), ReplayedAs.UNREADABLE, given.reason());
      case Disposition.Decided _, Disposition.Command _ ->
          throw new IllegalStateException("what is no command was decided");
    };
  }

  private Replayed replayed(Incoming<C> incoming, CommandResult result, Set<DecisionId> own) {
    return switch (result) {
      // A duplicate is published, too, where what it repeats was decided here: the order may have
      // come
      // to that decision under another version than the first time.
      case CommandResult.Known known -> {
        boolean news = known.all().stream().map(ReplayedCommands::basis).anyMatch(own::contains);
        yield new Replayed(
            incoming.record(),
            as(known.own()),
            news && known.own() instanceof OutcomeMessage.Decided,
            incoming.key(),
            news ? CommandHandler.outgoing(incoming, known, new WrittenOutcomes()) : List.of());
      }
      case CommandResult.Unknown _ ->
          Replayed.undecided(
              incoming.record(), ReplayedAs.WAITING, "unknown-transaction " + incoming.key());
      case CommandResult.Unstorable _ ->
          Replayed.undecided(incoming.record(), ReplayedAs.UNREADABLE, "refused-by-database");
    };
  }

  private static ReplayedAs as(OutcomeMessage own) {
    return switch (own) {
      case OutcomeMessage.Decided decided ->
          switch (decided.decision().ruling().outcome()) {
            case APPLIED -> ReplayedAs.APPLIED;
            case STALE -> ReplayedAs.STALE;
            case SURPLUS -> ReplayedAs.SURPLUS;
            case REJECTED -> ReplayedAs.REJECTED;
            case DUPLICATE, DEAD_LETTERED ->
                throw new IllegalStateException("no such decision is kept");
          };
      case OutcomeMessage.Duplicate _ -> ReplayedAs.DUPLICATE;
      case OutcomeMessage.DeadLettered _ ->
          throw new IllegalStateException("a batch gives nothing up by itself");
    };
  }
}
