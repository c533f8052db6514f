package io.payonce.refunds;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.consumer.Batch;
import io.payonce.consumer.Disposition;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.records.RecordPlace;
import io.payonce.consumer.replaying.ReplayHandler;
import io.payonce.consumer.replaying.Replayed;
import io.payonce.consumer.replaying.ReplayedAs;
import io.payonce.idempotency.BatchFinish;
import io.payonce.idempotency.LockToken;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.payments.KeptDecision;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.OutcomeWriter;
import io.payonce.store.ReplayTerms;
import io.payonce.store.ReplayTransactions;
import io.payonce.store.ReplayTransactions.DecisionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes a batch of refund commands through again, each by the same pass as live: those of an order
 * one after another, orders at the same time. Every record counts as read before, so that what the
 * gateway does not find is taken for unclear where another refund may hide it, and what an order
 * must be paid for waits instead of being rejected.
 */
final class ReplayedRefunds implements ReplayHandler {
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final String TO_BE_SENT = "the gateway would be asked, and sent what it lacks: ";

  private final RefundDecisions decisions;
  private final RefundPass pass;
  private final KeyLocks locks;
  private final RedisLink redis;
  private final ReplayTransactions transactions;
  private final ReplayTerms terms;

  ReplayedRefunds(
      RefundDecisions decisions,
      RefundPass pass,
      KeyLocks locks,
      RedisLink redis,
      ReplayTransactions transactions,
      ReplayTerms terms) {
    this.decisions = decisions;
    this.pass = pass;
    this.locks = locks;
    this.redis = redis;
    this.transactions = transactions;
    this.terms = terms;
  }

  /** What one record came to; of those that are no refund or not meant, it is the last word. */
  private sealed interface Passed {
    record Over(Replayed replayed) implements Passed {}

    record Ended(Incoming incoming, Ending ending) implements Passed {}

    record WouldCall(Incoming incoming) implements Passed {}

    record Stopped() implements Passed {}
  }

  @Override
  public Optional<List<Replayed>> handle(Batch batch, BooleanSupplier stopped) {
    List<Passed> passed = new ArrayList<>();
    Map<TopicPartition, PartitionSpan> spans = batch.spansByPartition();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Passed>>> lines = new ArrayList<>();
      for (List<ConsumerRecord<byte[], byte[]>> line : lines(batch).values()) {
        lines.add(threads.submit(() -> line(line, spans, stopped)));
      }
      for (Future<List<Passed>> line : lines) {
        passed.addAll(result(line));
      }
    }
    if (passed.stream().anyMatch(Passed.Stopped.class::isInstance)) {
      return Optional.empty();
    }
    Set<DecisionId> own = decidedHere(passed);
    return Optional.of(passed.stream().map(each -> replayed(each, own)).toList());
  }

  private static Map<String, List<ConsumerRecord<byte[], byte[]>>> lines(Batch batch) {
    Map<String, List<ConsumerRecord<byte[], byte[]>>> lines = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
      lines.computeIfAbsent(RecordDecoder.line(record), _ -> new ArrayList<>()).add(record);
    }
    return lines;
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a refund was not replayed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while refunds are replayed", e);
    }
  }

  private List<Passed> line(
      List<ConsumerRecord<byte[], byte[]>> records,
      Map<TopicPartition, PartitionSpan> spans,
      BooleanSupplier stopped) {
    List<Passed> passed = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      PartitionSpan span = spans.get(new TopicPartition(record.topic(), record.partition()));
      if (span == null) {
        throw new IllegalArgumentException("a record outside the batch's spans");
      }
      RecordPlace place = new RecordPlace(span, () -> !stopped.getAsBoolean());
      passed.add(
          switch (RecordDecoder.read(record, place)) {
            case RecordDecoder.Read.Other other -> new Passed.Over(other(other.disposition()));
            case RecordDecoder.Read.Refund refund when isMeant(refund.incoming()) ->
                passed(refund.incoming(), stopped);
            case RecordDecoder.Read.Refund _ ->
                new Passed.Over(Replayed.undecided(record, ReplayedAs.SKIPPED, "filtered out"));
          });
    }
    return passed;
  }

  private boolean isMeant(Incoming incoming) {
    return terms.order().map(incoming.command().orderId()::equals).orElse(true);
  }

  private Passed passed(Incoming incoming, BooleanSupplier stopped) {
    if (terms.isDry()) {
      return switch (decisions.intend(incoming)) {
        case RefundDecisions.Intent.Over over -> new Passed.Ended(incoming, over.ending());
        case RefundDecisions.Intent.Called _ -> new Passed.WouldCall(incoming);
      };
    }
    while (!stopped.getAsBoolean()) {
      Optional<LockToken> token = locks.lock(incoming);
      if (token.isPresent()) {
        return new Passed.Ended(incoming, locked(incoming, token.get()));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return new Passed.Stopped();
  }

  private Ending locked(Incoming incoming, LockToken token) {
    BatchFinish finish = new BatchFinish(redis);
    try {
      return pass.run(incoming);
    } finally {
      locks.leave(token);
      finish.invalidate(incoming.key()).release(token);
      finish.run();
    }
  }

  private Set<DecisionId> decidedHere(List<Passed> passed) {
    List<UUID> ids = new ArrayList<>();
    for (Passed each : passed) {
      if (each instanceof Passed.Ended(Incoming _, Ending.Known known)) {
        ids.add(basis(known.outcome()).commandId());
      }
    }
    return ids.isEmpty() ? Set.of() : transactions.decided(ids);
  }

  /** The decision that an outcome tells of; a duplicate tells of the first one's. */
  private static DecisionId basis(OutcomeMessage outcome) {
    return switch (outcome) {
      case OutcomeMessage.Decided decided ->
          new DecisionId(decided.commandId(), decided.decision().transactionId().value());
      case OutcomeMessage.Duplicate duplicate ->
          new DecisionId(duplicate.first().commandId(), duplicate.first().transactionId().value());
      case OutcomeMessage.DeadLettered _ ->
          throw new IllegalStateException("a pass gives nothing up");
    };
  }

  private static Replayed replayed(Passed passed, Set<DecisionId> own) {
    return switch (passed) {
      case Passed.Over over -> over.replayed();
      case Passed.Ended ended -> replayed(ended.incoming(), ended.ending(), own);
      case Passed.WouldCall call ->
          new Replayed(
              call.incoming().record(),
              ReplayedAs.WAITING,
              true,
              TO_BE_SENT + call.incoming().key(),
              List.of());
      case Passed.Stopped _ -> throw new IllegalStateException("it was stopped");
    };
  }

  private static Replayed replayed(Incoming incoming, Ending ending, Set<DecisionId> own) {
    return switch (ending) {
      case Ending.Known known -> known(incoming, known.outcome(), own);
      case Ending.Waits waits ->
          Replayed.undecided(
              incoming.record(), ReplayedAs.WAITING, waits.reason() + " " + incoming.key());
      case Ending.Unstorable _ ->
          Replayed.undecided(incoming.record(), ReplayedAs.UNREADABLE, "refused-by-database");
      case Ending.NotHeld _ -> throw new IllegalStateException("a replay holds no partition");
    };
  }

  private static Replayed known(Incoming incoming, OutcomeMessage outcome, Set<DecisionId> own) {
    boolean news = own.contains(basis(outcome));
    List<Disposition> outgoing = news ? List.of(disposition(incoming, outcome)) : List.of();
    return switch (outcome) {
      case OutcomeMessage.Decided decided ->
          new Replayed(incoming.record(), as(decided.decision()), news, incoming.key(), outgoing);
      case OutcomeMessage.Duplicate _ ->
          new Replayed(incoming.record(), ReplayedAs.DUPLICATE, false, incoming.key(), outgoing);
      case OutcomeMessage.DeadLettered _ ->
          throw new IllegalStateException("a pass gives nothing up");
    };
  }

  private static Disposition disposition(Incoming incoming, OutcomeMessage outcome) {
    return new Disposition.Decided(
        incoming.record(),
        new Disposition.Message(outcome.key().getBytes(UTF_8), OutcomeWriter.write(outcome)));
  }

  private static Replayed other(Disposition disposition) {
    return switch (disposition) {
      case Disposition.Wait wait ->
          Replayed.undecided(wait.record(), ReplayedAs.WAITING, wait.reason());
      case Disposition.GiveUp given ->
          Replayed.undecided(given.record(), ReplayedAs.UNREADABLE, given.reason());
      case Disposition.Decided _, Disposition.Command _ ->
          throw new IllegalStateException("what is no command was decided");
    };
  }

  private static ReplayedAs as(KeptDecision kept) {
    return switch (kept.ruling().outcome()) {
      case APPLIED -> ReplayedAs.APPLIED;
      case REJECTED -> ReplayedAs.REJECTED;
      case STALE -> ReplayedAs.STALE;
      case SURPLUS -> ReplayedAs.SURPLUS;
      case DUPLICATE, DEAD_LETTERED ->
          throw new IllegalStateException("no decision is kept of " + kept.ruling());
    };
  }
}
