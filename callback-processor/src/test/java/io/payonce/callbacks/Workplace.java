package io.payonce.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.payonce.consumer.Batch;
import io.payonce.consumer.BatchResult;
import io.payonce.consumer.CommandWorker;
import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressStore;
import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.BatchFinish;
import io.payonce.idempotency.BatchLocks;
import io.payonce.idempotency.CacheWrite;
import io.payonce.idempotency.CachedResult;
import io.payonce.idempotency.LockOwner;
import io.payonce.idempotency.LockRequest;
import io.payonce.idempotency.LockResult;
import io.payonce.idempotency.ResultCache;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.methods.PaymentMethods;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.payments.Claim;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import io.payonce.runtime.SettingsReader;
import io.payonce.runtime.commands.CommandLog;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.CreateCommand;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The handlers of creates and of callbacks with a database and a Redis, without a broker. */
final class Workplace implements AutoCloseable {
  private static final Money PRICE = new Money(150_000, "VND");
  private static final long ANY_OFFSET = 1_000;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PaymentStore store;
  private final RedisLink redis;
  private final ResultCache cache;
  private final CommandHandler<CreateCommand> creates;
  private final CommandHandler<CallbackCommand> callbacks;

  Workplace(TestServers servers, boolean refundsSurplus) {
    store = PaymentStore.open(StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 3));
    redis = redis(servers);
    cache = new ResultCache(redis);
    VnpaySettings terminal = VnpaySettings.sandbox("TMN00001", List.of(new HashSecret("HASH")));
    PaymentMethods methods = new PaymentMethods(List.of(new Vnpay(terminal)));
    creates =
        handler(
            new CreateDeciding(
                methods, Optional.of(new CreateEntries(cache, InstantSource.system()))));
    callbacks = handler(new CallbackDeciding(refundsSurplus));
    for (CommandKind kind : List.of(CommandKind.CREATE, CommandKind.CALLBACK)) {
      store
          .progress()
          .take(
              partition(kind),
              owner(kind),
              new ProgressStore.LogRange(0, ANY_OFFSET),
              ProgressStore.Remembered.NOTHING);
    }
  }

  static RedisLink redis(TestServers servers) {
    return RedisLink.connect(
        RedisSettings.of(servers.redisUrl()).withKeyPrefix(servers.namespace()));
  }

  private <C extends Command> CommandHandler<C> handler(Deciding<C> deciding) {
    return new CommandHandler<>(
        deciding,
        new CachedResults<>(cache, deciding),
        new KeyLocks(new BatchLocks(redis), Duration.ofSeconds(10)),
        new BatchDecision<>(store, deciding),
        new CommandHandler.Finishing(
            redis,
            "",
            new HandlerMetrics(registry, deciding.kind(), CommandWorker.Source.COMMANDS, List.of()),
            CommandLog.read(new SettingsReader(Map.of(), List.of(), List.of()))));
  }

  static CreateCommand createFor(String orderId, Instant acceptedAt) {
    return new CreateCommand(
        UUID.randomUUID(),
        acceptedAt,
        new OrderId(orderId),
        PaymentMethod.VNPAY,
        Optional.of(new CreateRules.Details(PRICE, List.of(new OrderLine(new Sku("tea"), 2)))),
        CreateCommand.Presentation.NONE);
  }

  /** The attempt that the create opens. */
  static TransactionId opened(CreateCommand create) {
    return TransactionId.mintedBy(create.commandId(), create.acceptedAt());
  }

  static CallbackCommand callback(CreateCommand of, Claim.Status status, String number) {
    return new CallbackCommand(
        UUID.randomUUID(),
        Instant.now(),
        PaymentMethod.VNPAY,
        opened(of),
        new Claim(status, PRICE, number),
        new CallbackCommand.Evidence(CallbackCommand.Source.IPN, Map.of(), ""));
  }

  /** Handles a batch of one, whose record lies at the offset. */
  BatchResult handle(long offset, Command command) {
    return handle(offset, List.of(command));
  }

  /** Handles a batch of commands of one kind, whose records lie at the offset and after it. */
  BatchResult handle(long offset, List<? extends Command> commands) {
    return handle(offset, commands, 0);
  }

  /** Handles a record that had been read before the database went back. */
  BatchResult handleReread(long offset, Command command) {
    return handle(offset, List.of(command), offset + 1);
  }

  private BatchResult handle(long offset, List<? extends Command> commands, long rereadBelow) {
    CommandKind kind = commands.getFirst().kind();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Command command : commands) {
      records.add(
          new ConsumerRecord<>(
              partition(kind).topic(),
              0,
              offset + records.size(),
              command.key().value().getBytes(UTF_8),
              CommandWriter.write(command)));
    }
    PartitionSpan span =
        new PartitionSpan(
            partition(kind), owner(kind), offset, offset + records.size(), offset, rereadBelow);
    Batch batch = new Batch(records, List.of(span));
    return kind == CommandKind.CREATE ? creates.handle(batch) : callbacks.handle(batch);
  }

  /** How often something was counted so far. */
  double counted(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  SimpleMeterRegistry registry() {
    return registry;
  }

  /** The cache is lost. */
  void forget(Command command) {
    cache.deleteAll(List.of(command.key().value()));
  }

  /** Somebody else holds the command's key, until it is run. */
  Runnable lock(Command command) {
    LockRequest request =
        new LockRequest(command.key().value(), new LockOwner("payment.callback-9", "other"));
    LockResult result =
        new BatchLocks(redis)
            .obtainAll(List.of(request), Duration.ofSeconds(10))
            .values()
            .iterator()
            .next();
    if (!(result instanceof LockResult.Obtained obtained)) {
      throw new AssertionError("not locked: " + result);
    }
    return () -> new BatchFinish(redis).release(obtained.token()).run();
  }

  Optional<CachedResult> entry(String orderId) {
    return cache.read(key(orderId));
  }

  /** As if its voiding had not happened. */
  void putBack(String orderId, CachedResult entry) {
    cache.writeAll(Map.of(key(orderId), CacheWrite.of(entry)));
  }

  private static String key(String orderId) {
    return "payment:create:" + orderId;
  }

  private static PartitionRef partition(CommandKind kind) {
    return new PartitionRef("payment." + kind.label(), new UUID(7, 7), 0);
  }

  private static String owner(CommandKind kind) {
    return "payment." + kind.label() + "-0:owner1";
  }

  @Override
  public void close() {
    redis.close();
    store.close();
  }
}
