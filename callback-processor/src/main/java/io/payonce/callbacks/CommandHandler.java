package io.payonce.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.consumer.Batch;
import io.payonce.consumer.BatchHandler;
import io.payonce.consumer.BatchResult;
import io.payonce.consumer.Disposition;
import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.tracing.Traces;
import io.payonce.consumer.watching.StepTimes;
import io.payonce.idempotency.BatchFinish;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Ruling;
import io.payonce.runtime.commands.CommandLog;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.OutcomeWriter;
import io.payonce.schemas.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes a batch of commands through, in six steps: 1 decode, 2 look into the cache, 3 lock, 4
 * decide and commit, 5 cache, release and reply. The sixth, publishing, is the worker's.
 *
 * <p>Redis only saves work: without steps 2, 3 and 5 what is committed is the same.
 */
final class CommandHandler<C extends Command> implements BatchHandler {
  private final Deciding<C> deciding;
  private final BatchDecoder<C> decoder;
  private final CachedResults<C> cached;
  private final KeyLocks locks;
  private final BatchDecision<C> decision;
  private final Finishing finishing;
  private final EndedAttempts endedAttempts;
  private final Traces traces = Traces.ofProcess();

  CommandHandler(
      Deciding<C> deciding,
      CachedResults<C> cached,
      KeyLocks locks,
      BatchDecision<C> decision,
      Finishing finishing) {
    this.deciding = deciding;
    this.decoder = new BatchDecoder<>(deciding.kind(), deciding.type());
    this.cached = cached;
    this.locks = locks;
    this.decision = decision;
    this.finishing = finishing;
    this.endedAttempts = new EndedAttempts(deciding.kind());
  }

  /** What step 5 needs. */
  record Finishing(RedisLink redis, String namespace, HandlerMetrics metrics, CommandLog log) {}

  @Override
  public BatchResult handle(Batch batch) {
    StepTimes steps = finishing.metrics().steps();
    long began = System.nanoTime();
    BatchDecoder.Decoded<C> decoded = decoder.decode(batch);
    began = steps.ended(StepTimes.Step.DECODE, began);
    Map<Incoming<C>, CommandResult.Known> hits = cached.answer(decoded.commands());
    finishing.metrics().answeredFromCache(hits.size());
    List<Incoming<C>> misses =
        decoded.commands().stream().filter(incoming -> !hits.containsKey(incoming)).toList();
    began = steps.ended(StepTimes.Step.CACHE, began);
    KeyLocks.Locked locked = locks.lock(misses);
    began = steps.ended(StepTimes.Step.LOCK, began);
    BatchFinish finish = new BatchFinish(finishing.redis());
    WrittenOutcomes written = new WrittenOutcomes();
    try {
      BatchDecision.Committed<C> committed =
          traces.within(
              "commit", () -> decision.decide(batch.spans(), unlocked(misses, locked.refused())));
      began = steps.ended(StepTimes.Step.DECIDE, began);
      noteForCache(finish, committed, written);
      return dispose(decoded, new BatchDecision.Results<>(hits, committed, written), finish);
    } finally {
      endedAttempts.voidIn(finish);
      locked.tokens().forEach(finish::release);
      endedAttempts.ended(finish.run());
      steps.ended(StepTimes.Step.FINISH, began);
    }
  }

  private List<Incoming<C>> unlocked(List<Incoming<C>> commands, Set<String> refused) {
    return commands.stream().filter(incoming -> !refused.contains(incoming.key())).toList();
  }

  private BatchResult dispose(
      BatchDecoder.Decoded<C> decoded, BatchDecision.Results<C> results, BatchFinish finish) {
    Set<PartitionRef> held = results.committed().held();
    List<Disposition> dispositions = new ArrayList<>();
    for (Incoming<C> incoming : decoded.commands()) {
      if (held.contains(incoming.span().partition())) {
        Optional<CommandResult> result = results.of(incoming);
        dispositions.addAll(dispose(incoming, result, results.written()));
        result.ifPresent(known -> count(incoming, known, results));
        reply(finish, incoming, result, results.written());
      }
    }
    for (BatchDecoder.Other other : decoded.others()) {
      if (held.contains(other.partition())) {
        dispositions.add(other.disposition());
        if (other.disposition() instanceof Disposition.Wait waits) {
          finishing.metrics().waits(waits.reason());
        }
      }
    }
    return new BatchResult(held, dispositions);
  }

  private void count(Incoming<C> incoming, CommandResult result, BatchDecision.Results<C> results) {
    switch (result) {
      case CommandResult.Known known -> {
        PaymentMethod method = deciding.method(incoming.command());
        known.all().forEach(outcome -> finishing.metrics().decided(method, outcome));
        switch (known.own()) {
          case OutcomeMessage.Duplicate duplicate -> {
            HandlerMetrics.Stop stop = results.stopOf(incoming, duplicate);
            finishing.metrics().duplicate(stop);
            logRepeat(incoming, "duplicate", stop.label());
          }
          case OutcomeMessage.Decided decided -> logDecision(incoming, decided);
          case OutcomeMessage.DeadLettered _ -> {}
        }
      }
      case CommandResult.Unknown _ -> {
        finishing.metrics().waits(Disposition.NOT_KNOWN_YET);
        logRepeat(incoming, "waiting", Disposition.NOT_KNOWN_YET);
      }
      case CommandResult.Unstorable _ -> {}
    }
  }

  private void logDecision(Incoming<C> incoming, OutcomeMessage.Decided decided) {
    if (finishing.log().showsDecisions()) {
      Ruling ruling = decided.decision().ruling();
      finishing
          .log()
          .decided(
              incoming.command().commandId(),
              incoming.key(),
              ruling.outcome().name().toLowerCase(Locale.ROOT),
              ruling.reason().code());
    }
  }

  private void logRepeat(Incoming<C> incoming, String outcome, String reason) {
    if (finishing.log().showsRepeats()) {
      finishing.log().repeated(incoming.command().commandId(), incoming.key(), outcome, reason);
    }
  }

  private void noteForCache(
      BatchFinish finish, BatchDecision.Committed<C> committed, WrittenOutcomes written) {
    committed
        .results()
        .forEach(
            (incoming, result) -> {
              if (result instanceof CommandResult.Known known) {
                cached
                    .entry(incoming, known, written.own(incoming, known))
                    .ifPresent(entry -> finish.cache(incoming.key(), entry));
              }
            });
  }

  /** A command without a result is one whose key somebody else has locked. */
  private List<Disposition> dispose(
      Incoming<C> incoming, Optional<CommandResult> result, WrittenOutcomes written) {
    if (result.isEmpty()) {
      finishing.metrics().lockRefused();
      finishing.metrics().waits(Disposition.LOCKED);
      logRepeat(incoming, "waiting", Disposition.LOCKED);
      return List.of(wait(incoming, Disposition.LOCKED));
    }
    return switch (result.get()) {
      case CommandResult.Known known -> {
        endedAttempts.note(known);
        yield outgoing(incoming, known, written);
      }
      case CommandResult.Unknown _ -> List.of(wait(incoming, Disposition.NOT_KNOWN_YET));
      case CommandResult.Unstorable _ ->
          List.of(new Disposition.GiveUp(incoming.record(), "refused-by-database"));
    };
  }

  /** All that goes out for a command that has its outcome. */
  static List<Disposition> outgoing(
      Incoming<?> incoming, CommandResult.Known known, WrittenOutcomes written) {
    List<Disposition> dispositions = new ArrayList<>();
    for (byte[] outcome : written.all(incoming, known)) {
      dispositions.add(
          new Disposition.Decided(
              incoming.record(),
              new Disposition.Message(known.own().key().getBytes(UTF_8), outcome)));
    }
    known.refunds().forEach(each -> dispositions.add(further(incoming, each)));
    return dispositions;
  }

  private static Disposition further(Incoming<?> incoming, Command command) {
    return new Disposition.Command(
        incoming.record(),
        command.kind(),
        command.commandId().toString(),
        new Disposition.Message(
            command.key().value().getBytes(UTF_8), CommandWriter.write(command)));
  }

  private static Disposition.Message message(OutcomeMessage outcome) {
    return new Disposition.Message(outcome.key().getBytes(UTF_8), OutcomeWriter.write(outcome));
  }

  private static Disposition wait(Incoming<?> incoming, String reason) {
    return new Disposition.Wait(
        incoming.record(), Optional.of(incoming.command().commandId().toString()), reason);
  }

  private void reply(
      BatchFinish finish,
      Incoming<C> incoming,
      Optional<CommandResult> result,
      WrittenOutcomes written) {
    Optional<String> channel = incoming.replyChannel(finishing.namespace());
    if (channel.isEmpty() || result.isEmpty()) {
      return;
    }
    switch (result.get()) {
      case CommandResult.Known known ->
          finish.reply(channel.get(), Reply.write(written.own(incoming, known), known.response()));
      case CommandResult.Unknown _ ->
          finish.reply(
              channel.get(), Reply.write(new Reply.Parked(incoming.command().commandId())));
      case CommandResult.Unstorable _ -> {}
    }
  }

  @Override
  public Optional<Disposition.Message> outcomeOfGivingUp(
      ConsumerRecord<byte[], byte[]> record, UUID topicId, String reason) {
    return decoder.identify(record, topicId).map(known -> deadLettered(known, reason));
  }

  @Override
  public Optional<Disposition.Message> outcomeUnread(
      ConsumerRecord<byte[], byte[]> record, String reason) {
    return BatchDecoder.identifyUnread(record).map(known -> deadLettered(known, reason));
  }

  private Disposition.Message deadLettered(BatchDecoder.Identity command, String reason) {
    return message(
        new OutcomeMessage.DeadLettered(
            command.commandId(), deciding.kind(), command.key(), reason));
  }
}
