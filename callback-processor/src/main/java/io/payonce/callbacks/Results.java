package io.payonce.callbacks;

import io.payonce.schemas.Command;
import io.payonce.schemas.OutcomeMessage;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What became of a batch's commands, by the cache and by the database. For one thread.
 *
 * @param <C> the kind of command
 */
final class Results<C extends Command> {
  private final Map<Incoming<C>, CommandResult.Known> hits;
  private final BatchDecision.Committed<C> committed;
  private final WrittenOutcomes written;
  private Optional<Set<UUID>> decidedHere = Optional.empty();

  Results(
      Map<Incoming<C>, CommandResult.Known> hits,
      BatchDecision.Committed<C> committed,
      WrittenOutcomes written) {
    this.hits = hits;
    this.committed = committed;
    this.written = written;
  }

  BatchDecision.Committed<C> committed() {
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
