package io.payonce.refunds;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.consumer.Disposition;
import io.payonce.consumer.records.RecordHandler;
import io.payonce.consumer.records.RecordPlace;
import io.payonce.consumer.records.RecordResult;
import io.payonce.idempotency.BatchFinish;
import io.payonce.idempotency.LockToken;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.payments.Ruling;
import io.payonce.runtime.commands.CommandLog;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.OutcomeWriter;
import io.payonce.schemas.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes a refund command through: decode, lock, {@linkplain RefundPass one pass}, release and
 * reply. Publishing is the worker's.
 */
final class RefundHandler implements RecordHandler {
  private final KeyLocks locks;
  private final RefundPass pass;
  private final RedisLink redis;
  private final String namespace;
  private final HandlerMetrics metrics;
  private final CommandLog log;

  RefundHandler(
      KeyLocks locks, RefundPass pass, Replying replying, HandlerMetrics metrics, CommandLog log) {
    this.locks = locks;
    this.pass = pass;
    this.redis = replying.redis();
    this.namespace = replying.namespace();
    this.metrics = metrics;
    this.log = log;
  }

  /** Where callers who wait are answered, and locks released. */
  record Replying(RedisLink redis, String namespace) {}

  @Override
  public String key(ConsumerRecord<byte[], byte[]> record) {
    return RecordDecoder.line(record);
  }

  @Override
  public RecordResult handle(ConsumerRecord<byte[], byte[]> record, RecordPlace place) {
    return switch (RecordDecoder.read(record, place)) {
      case RecordDecoder.Read.Other other -> new RecordResult.Done(List.of(other.disposition()));
      case RecordDecoder.Read.Refund refund -> result(refund.incoming(), locked(refund.incoming()));
    };
  }

  private Ending locked(Incoming incoming) {
    Optional<LockToken> token = locks.lock(incoming);
    BatchFinish finish = new BatchFinish(redis);
    try {
      Ending ending = token.isPresent() ? pass.run(incoming) : new Ending.Waits(Disposition.LOCKED);
      reply(finish, incoming, ending);
      return ending;
    } finally {
      token.ifPresent(locks::leave);
      token.ifPresent(finish::release);
      finish.run();
    }
  }

  private RecordResult result(Incoming incoming, Ending ending) {
    metrics.ended(ending);
    log(incoming, ending);
    return switch (ending) {
      case Ending.Known known ->
          done(new Disposition.Decided(incoming.record(), message(known.outcome())));
      case Ending.Waits waits ->
          done(
              new Disposition.Wait(
                  incoming.record(),
                  Optional.of(incoming.command().commandId().toString()),
                  waits.reason()));
      case Ending.Unstorable _ ->
          done(new Disposition.GiveUp(incoming.record(), "refused-by-database"));
      case Ending.NotHeld _ -> new RecordResult.NotHeld();
    };
  }

  private void log(Incoming incoming, Ending ending) {
    UUID id = incoming.command().commandId();
    switch (ending) {
      case Ending.Known known -> {
        switch (known.outcome()) {
          case OutcomeMessage.Decided decided -> {
            Ruling ruling = decided.decision().ruling();
            log.decided(
                id,
                incoming.key(),
                ruling.outcome().name().toLowerCase(Locale.ROOT),
                ruling.reason().code());
          }
          case OutcomeMessage.Duplicate _ ->
              log.repeated(id, incoming.key(), "duplicate", "database");
          case OutcomeMessage.DeadLettered _ -> {}
        }
      }
      case Ending.Waits waits -> log.repeated(id, incoming.key(), "waiting", waits.reason());
      case Ending.NotHeld _, Ending.Unstorable _ -> {}
    }
  }

  private static RecordResult done(Disposition disposition) {
    return new RecordResult.Done(List.of(disposition));
  }

  private void reply(BatchFinish finish, Incoming incoming, Ending ending) {
    Optional<String> channel = incoming.replyChannel(namespace);
    if (channel.isEmpty()) {
      return;
    }
    switch (ending) {
      case Ending.Known known ->
          finish.reply(
              channel.get(), Reply.write(new Reply.Decided(known.outcome(), known.response())));
      case Ending.Waits _ ->
          finish.reply(
              channel.get(), Reply.write(new Reply.Parked(incoming.command().commandId())));
      case Ending.Unstorable _, Ending.NotHeld _ -> {}
    }
  }

  private static Disposition.Message message(OutcomeMessage outcome) {
    return new Disposition.Message(outcome.key().getBytes(UTF_8), OutcomeWriter.write(outcome));
  }

  @Override
  public Optional<Disposition.Message> outcomeOfGivingUp(
      ConsumerRecord<byte[], byte[]> record, UUID topicId, String reason) {
    return RecordDecoder.identify(record, topicId).map(known -> deadLettered(known, reason));
  }

  @Override
  public Optional<Disposition.Message> outcomeUnread(
      ConsumerRecord<byte[], byte[]> record, String reason) {
    return RecordDecoder.identifyUnread(record).map(known -> deadLettered(known, reason));
  }

  private static Disposition.Message deadLettered(RecordDecoder.Identity command, String reason) {
    return message(
        new OutcomeMessage.DeadLettered(
            command.commandId(), CommandKind.REFUND, command.key(), reason));
  }
}
