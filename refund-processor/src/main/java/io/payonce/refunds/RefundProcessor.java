package io.payonce.refunds;

import io.payonce.consumer.CommandWorker;
import io.payonce.consumer.WorkerSettings;
import io.payonce.consumer.WorkerStatus;
import io.payonce.consumer.records.RecordSettings;
import io.payonce.consumer.records.RecordWorker;
import io.payonce.idempotency.BatchLocks;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.methods.BreakerState;
import io.payonce.methods.MerchantApi;
import io.payonce.payments.PaymentMethod;
import io.payonce.refunds.gateways.MeasuredCalls;
import io.payonce.refunds.running.RunningWorkers;
import io.payonce.refunds.running.UnderWay;
import io.payonce.runtime.Health;
import io.payonce.runtime.HealthCheck;
import io.payonce.runtime.Lifecycle;
import io.payonce.runtime.ManagementServer;
import io.payonce.runtime.Readiness;
import io.payonce.runtime.ServiceMetrics;
import io.payonce.runtime.SettingsCheck;
import io.payonce.runtime.SettingsException;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import io.payonce.store.PaymentStore;
import java.util.EnumMap;
import java.util.Map;

/**
 * The service that carries out refund commands. Starts also while Kafka, PostgreSQL, Redis or a
 * gateway is away.
 */
public final class RefundProcessor implements AutoCloseable {
  /** As its metrics and its log name it. */
  public static final String NAME = "refund-processor";

  private final Lifecycle lifecycle;
  private final ManagementServer management;

  private RefundProcessor(Lifecycle lifecycle, ManagementServer management) {
    this.lifecycle = lifecycle;
    this.management = management;
  }

  /** What the service would make of an environment; it is not started. */
  public static SettingsCheck checkSettings(Map<String, String> environment) {
    return RefundSettings.check(environment);
  }

  /**
   * @param environment read as settings
   * @throws SettingsException listing all that is wrong with the settings
   * @throws IllegalStateException if a part cannot start
   */
  public static RefundProcessor start(Map<String, String> environment) {
    return start(environment, Map.of());
  }

  /**
   * @param more gateways besides those that the settings speak of; their clients are closed with
   *     the processor
   */
  static RefundProcessor start(
      Map<String, String> environment, Map<PaymentMethod, MerchantApi> more) {
    RefundSettings settings = RefundSettings.read(environment);
    return Lifecycle.assemble(NAME, lifecycle -> new Assembly(settings, lifecycle).start(more));
  }

  /** The port that health and metrics are served at. */
  public int managementPort() {
    return management.port();
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  @Override
  public void close() {
    lifecycle.close();
  }

  /** Puts the service together, leaf first. */
  private static final class Assembly {
    private static final long MAX_SPREAD = 10_000;
    private static final int READ_AHEAD = 500;

    private final RefundSettings settings;
    private final Lifecycle lifecycle;
    private final Readiness readiness = new Readiness();
    private final ServiceMetrics metrics;
    private final PaymentStore store;
    private final RedisLink redis;
    private final HandlerMetrics handlerMetrics;

    private Assembly(RefundSettings settings, Lifecycle lifecycle) {
      this.settings = settings;
      this.lifecycle = lifecycle;
      this.metrics = lifecycle.add("metrics", new ServiceMetrics(NAME));
      this.handlerMetrics = new HandlerMetrics(metrics.registry());
      this.store = lifecycle.add("store", PaymentStore.open(settings.database().store()));
      this.redis =
          lifecycle.add(
              "redis",
              RedisLink.connect(
                  RedisSettings.of(settings.links().redisUrl())
                      .withKeyPrefix(settings.links().namespace())));
    }

    private RefundProcessor start(Map<PaymentMethod, MerchantApi> more) {
      metrics.registry().gauge("payonce.redis.degraded", redis, link -> link.isDegraded() ? 1 : 0);
      readiness
          .add(lifecycle.health())
          .add(new HealthCheck("redis", this::redisHealth))
          .add(new HealthCheck("postgres", this::storeHealth));
      RefundHandler handler = handler(gateways(more));
      lifecycle.add("refund count", new UnderWay(store, metrics.registry()));
      RunningWorkers workers = lifecycle.add("workers", new RunningWorkers(lifecycle::fail));
      start(workers, CommandWorker.Source.COMMANDS, handler, "refund-1");
      start(workers, CommandWorker.Source.RETRIES, handler, "refund-retries");
      ManagementServer management =
          lifecycle.add(
              "management server", ManagementServer.start(settings.runtime(), readiness, metrics));
      return new RefundProcessor(lifecycle, management);
    }

    private Map<PaymentMethod, Gateway> gateways(Map<PaymentMethod, MerchantApi> more) {
      Map<PaymentMethod, MerchantApi> apis = new EnumMap<>(PaymentMethod.class);
      apis.putAll(more);
      apis.put(PaymentMethod.VNPAY, settings.gateways().vnpay().merchantApi().orElseThrow());
      int each = callsAtOnce(apis.size());
      Map<PaymentMethod, Gateway> gateways = new EnumMap<>(PaymentMethod.class);
      apis.forEach((method, api) -> gateways.put(method, gateway(method, api, each)));
      return gateways;
    }

    /** However many of the gateways hang, a share of the handlers is left for the others. */
    private int callsAtOnce(int gateways) {
      return Math.clamp(
          settings.work().inFlight() / gateways, 1, settings.gateways().calls().atOnce());
    }

    private Gateway gateway(PaymentMethod method, MerchantApi api, int callsAtOnce) {
      MerchantApi measured =
          lifecycle.add(method + " client", new MeasuredCalls(api, method, metrics.registry()));
      Gateway gateway = new Gateway(method, measured, callsAtOnce);
      handlerMetrics.watch(gateway);
      readiness.add(new HealthCheck("gateway " + method, () -> health(gateway.breaker())));
      return gateway;
    }

    private RefundHandler handler(Map<PaymentMethod, Gateway> gateways) {
      String namespace = settings.links().namespace();
      KeyLocks locks =
          lifecycle.add(
              "locks",
              new KeyLocks(
                  new BatchLocks(redis),
                  settings.work().lockAtMostFor(),
                  settings.work().lockLongestLife()));
      Transactions transactions =
          lifecycle.add("transactions", new Transactions(store, settings.database().forHandlers()));
      RefundDecisions decisions =
          new RefundDecisions(transactions, gateways, new Patience(namespace));
      RefundPass pass =
          new RefundPass(
              decisions,
              settings.work().lockLongestLife(),
              settings.gateways().calls().answerWithin());
      return new RefundHandler(
          locks,
          pass,
          new RefundHandler.Replying(redis, namespace),
          handlerMetrics,
          settings.log());
    }

    private void start(
        RunningWorkers running, CommandWorker.Source source, RefundHandler handler, String name) {
      WorkerSettings worker =
          new WorkerSettings(
              settings.links().bootstrapServers(),
              new Topics(settings.links().namespace()),
              CommandKind.REFUND,
              READ_AHEAD,
              settings.work().retryFor(),
              WorkerSettings.DEAD_LETTERS_PER_MINUTE);
      RecordWorker worked =
          new RecordWorker(
              new RecordSettings(
                  worker,
                  settings.work().inFlight(),
                  MAX_SPREAD,
                  RunningWorkers.DRAIN_AT_MOST,
                  WorkerSettings.MAX_POLL_INTERVAL),
              source,
              handler,
              store.progress(),
              metrics.registry());
      readiness.add(running.start(name, worked));
      readiness.add(new HealthCheck(name + " partitions", () -> health(worked.status())));
    }

    private static Health health(WorkerStatus status) {
      if (!status.running()) {
        return Health.down("not running yet");
      }
      return status.trouble().isEmpty()
          ? Health.up()
          : Health.down(String.join("; ", status.trouble()));
    }

    private static Health health(BreakerState breaker) {
      return breaker == BreakerState.OPEN
          ? Health.degraded("its last calls failed: refunds wait")
          : Health.up();
    }

    private Health redisHealth() {
      return redis.isDegraded()
          ? Health.degraded("Redis does not answer: refunds are carried out all the same")
          : Health.up();
    }

    /** The probe's own time limit ends the wait. */
    private Health storeHealth() {
      return store.answers() ? Health.up() : Health.down("the database does not answer");
    }
  }
}
