package io.payonce.callbacks;

import io.payonce.idempotency.CacheWrite;
import io.payonce.idempotency.CachedResult;
import io.payonce.idempotency.RecordOrigin;
import io.payonce.idempotency.ResultCache;
import io.payonce.payments.Attempt;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.Reply;
import io.payonce.store.WorkingSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cached results of creates, from which an ingress answers the same create again while its
 * attempt is open. A callback that ends the attempt voids the entry ({@link EndedAttempts}), and it
 * is applied by another thread, often in another process. No entry must come to life after that.
 *
 * <p>So entries are written before their batch commits, while it holds the rows of the orders:
 *
 * <ol>
 *   <li>the batch commits: a callback can be decided only after that, hence after the entry, and
 *       voids it later still;
 *   <li>the batch does not commit: the entry speaks of an attempt that is not there yet. Its
 *       command is read again and opens the same attempt with the same bytes, unless a callback has
 *       paid the order by another attempt first; that one had to wait for the rows, too, and voids
 *       the entry after it;
 *   <li>a callback was decided before the batch took the rows: then the batch sees the attempt
 *       ended and writes no entry, and a void that is still under way costs a miss at the most;
 *   <li>Redis takes the write and its answer is lost, or comes too late for us: a command is sent
 *       once, so that it lands at its time or never, but for a connection that stands still. Then
 *       the entry can outlive the void, until the attempt expires at the latest: a customer is
 *       shown the page of an attempt that has ended. What is paid there is still counted once.
 * </ol>
 *
 * <p>A command that the database refuses alone writes no entry, since storing comes first.
 */
final class CreateEntries {
  private static final Duration LONGEST = CacheWrite.DEFAULT_TTL;

  private final ResultCache cache;
  private final InstantSource clock;

  CreateEntries(ResultCache cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  /** An entry, and how far its order had come when it was decided. */
  private record Entry(long orderVersion, CacheWrite write) {}

  /**
   * Writes an entry for each create that opened an attempt or found it open. Of several for one
   * order, the attempt that was opened last counts.
   *
   * @param set as it is being stored, its rows still locked
   */
  void write(WorkingSet set, Map<Incoming<CreateCommand>, CommandResult> results) {
    Instant now = clock.instant();
    Map<String, Entry> latest = new HashMap<>();
    results.forEach(
        (incoming, result) ->
            entry(set, incoming, result, now)
                .ifPresent(
                    entry ->
                        latest.merge(
                            incoming.key(),
                            entry,
                            (one, other) ->
                                one.orderVersion() > other.orderVersion() ? one : other)));
    if (!latest.isEmpty()) {
      Map<String, CacheWrite> writes = new HashMap<>();
      latest.forEach((key, entry) -> writes.put(key, entry.write()));
      cache.writeAll(writes);
    }
  }

  private static Optional<Entry> entry(
      WorkingSet set, Incoming<CreateCommand> incoming, CommandResult result, Instant now) {
    if (!(result instanceof CommandResult.Known known)) {
      return Optional.empty();
    }
    return opener(set, incoming.command(), known)
        .flatMap(
            opener ->
                untilExpiry(set, incoming.command(), opener.transactionId(), now)
                    .map(
                        ttl ->
                            new Entry(
                                opener.after().version(),
                                new CacheWrite(cached(incoming, opener, known.response()), ttl))));
  }

  /** The decision to open the attempt that the result speaks of. */
  private static Optional<KeptDecision> opener(
      WorkingSet set, CreateCommand command, CommandResult.Known known) {
    return switch (known.own()) {
      case OutcomeMessage.Decided decided -> Optional.of(decided.decision());
      case OutcomeMessage.Duplicate duplicate -> {
        OutcomeMessage.First first = duplicate.first();
        List<KeptDecision> decisions = set.decisionsOn(command.orderId());
        yield decisions.stream()
            .filter(kept -> kept.commandId().equals(first.commandId()))
            .filter(kept -> kept.transactionId().equals(first.transactionId()))
            .findFirst();
      }
      case OutcomeMessage.DeadLettered _ -> Optional.empty();
    };
  }

  /** How long the attempt stays open from now on; empty for none, or one that has ended. */
  private static Optional<Duration> untilExpiry(
      WorkingSet set, CreateCommand command, TransactionId opened, Instant now) {
    return set.order(command.orderId())
        .flatMap(order -> order.attempt(opened))
        .filter(attempt -> attempt.status() == Attempt.Status.PENDING)
        .map(attempt -> Duration.between(now, attempt.expiresAt()))
        .filter(left -> left.toMillis() > 0)
        .map(left -> left.compareTo(LONGEST) < 0 ? left : LONGEST);
  }

  private static CachedResult cached(
      Incoming<CreateCommand> incoming, KeptDecision opener, String response) {
    OutcomeMessage outcome = new OutcomeMessage.Decided(CommandKind.CREATE, incoming.key(), opener);
    return new CachedResult(
        CreateDeciding.saidBy(incoming.command()),
        opener.commandId().toString(),
        new RecordOrigin(
            incoming.span().partition().topicId().toString(),
            incoming.record().partition(),
            incoming.record().offset()),
        incoming.span().owner(),
        Reply.write(new Reply.Decided(outcome, response)));
  }
}
