package io.payonce.callbacks;

import io.payonce.callbacks.reconciling.Reconciler;
import io.payonce.consumer.CommandWorker;
import io.payonce.consumer.WorkerSettings;
import io.payonce.consumer.WorkerStatus;
import io.payonce.idempotency.BatchLocks;
import io.payonce.idempotency.ResultCache;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.methods.OfferedMethod;
import io.payonce.runtime.Health;
import io.payonce.runtime.HealthCheck;
import io.payonce.runtime.Lifecycle;
import io.payonce.runtime.ManagementServer;
import io.payonce.runtime.Readiness;
import io.payonce.runtime.ServiceMetrics;
import io.payonce.runtime.SettingsCheck;
import io.payonce.runtime.SettingsException;
import io.payonce.runtime.WorkerThread;
import io.payonce.schemas.Command;
import io.payonce.schemas.Topics;
import io.payonce.store.PaymentStore;
import io.payonce.store.reconciling.UnsettledStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The service that applies callback and create commands. Starts also while Kafka, PostgreSQL or
 * Redis is away.
 */
public final class CallbackProcessor implements AutoCloseable {
  /** As its metrics and its log name it. */
  public static final String NAME = "callback-processor";

  private final Lifecycle lifecycle;
  private final ManagementServer management;

  private CallbackProcessor(Lifecycle lifecycle, ManagementServer management) {
    this.lifecycle = lifecycle;
    this.management = management;
  }

  /** What the service would make of an environment; it is not started. */
  public static SettingsCheck checkSettings(Map<String, String> environment) {
    return ProcessorSettings.check(environment);
  }

  /**
   * Starts the service.
   *
   * @param environment read as settings
   * @throws SettingsException listing all that is wrong with the settings
   * @throws IllegalStateException if a part cannot start
   */
  public static CallbackProcessor start(Map<String, String> environment) {
    ProcessorSettings settings = ProcessorSettings.read(environment);
    return Lifecycle.assemble(NAME, lifecycle -> new Assembly(settings, lifecycle).start());
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
    private final ProcessorSettings settings;
    private final Lifecycle lifecycle;
    private final Readiness readiness = new Readiness();
    private final ServiceMetrics metrics;
    private final PaymentStore store;
    private final RedisLink redis;

    private Assembly(ProcessorSettings settings, Lifecycle lifecycle) {
      this.settings = settings;
      this.lifecycle = lifecycle;
      this.metrics = lifecycle.add("metrics", new ServiceMetrics(NAME));
      this.store = lifecycle.add("store", PaymentStore.open(settings.store()));
      this.redis =
          lifecycle.add(
              "redis",
              RedisLink.connect(
                  RedisSettings.of(settings.links().redisUrl())
                      .withKeyPrefix(settings.links().namespace())));
    }

    private CallbackProcessor start() {
      metrics.registry().gauge("payonce.redis.degraded", redis, link -> link.isDegraded() ? 1 : 0);
      readiness
          .add(lifecycle.health())
          .add(new HealthCheck("redis", this::redisHealth))
          .add(new HealthCheck("postgres", this::storeHealth));
      RunningWorkers workers = lifecycle.add("workers", new RunningWorkers(lifecycle::fail));
      startWorkers(
          workers,
          new CallbackDeciding(settings.work().refundsSurplus()),
          settings.work().workers());
      startWorkers(workers, createDeciding(), 1);
      if (settings.reconcile().on()) {
        startReconciler();
      }
      ManagementServer management =
          lifecycle.add(
              "management server", ManagementServer.start(settings.runtime(), readiness, metrics));
      return new CallbackProcessor(lifecycle, management);
    }

    private CreateDeciding createDeciding() {
      return new CreateDeciding(
          settings.methods(),
          Optional.of(new CreateEntries(new ResultCache(redis), InstantSource.system())));
    }

    private void startReconciler() {
      OfferedMethod vnpay = settings.callableVnpay();
      lifecycle.add("vnpay client", vnpay.merchantApi().orElseThrow());
      UnsettledStore unsettled =
          lifecycle.add("unsettled store", UnsettledStore.open(settings.store()));
      Reconciler reconciler =
          lifecycle.add(
              "reconciler",
              new Reconciler(
                  vnpay,
                  settings.reconcile(),
                  new Reconciler.Servers(
                      store,
                      unsettled,
                      settings.links().bootstrapServers(),
                      new Topics(settings.links().namespace())),
                  metrics.registry()));
      WorkerThread thread =
          lifecycle.add(
              "reconciler's thread",
              WorkerThread.start("reconciler", reconciler, _ -> lifecycle.fail("reconciler")));
      readiness
          .add(thread.health())
          .add(new HealthCheck("reconciler's questions", reconciler::health));
    }

    private <C extends Command> void startWorkers(
        RunningWorkers running, Deciding<C> deciding, int workers) {
      WorkerSettings workerSettings =
          new WorkerSettings(
              settings.links().bootstrapServers(),
              new Topics(settings.links().namespace()),
              deciding.kind(),
              settings.work().maxBatch(),
              settings.work().retryFor(),
              WorkerSettings.DEAD_LETTERS_PER_MINUTE);
      for (int number = 1; number <= workers; number++) {
        startWorker(running, workerSettings, CommandWorker.Source.COMMANDS, deciding, "-" + number);
      }
      startWorker(running, workerSettings, CommandWorker.Source.RETRIES, deciding, "-retries");
    }

    private <C extends Command> void startWorker(
        RunningWorkers running,
        WorkerSettings workerSettings,
        CommandWorker.Source source,
        Deciding<C> deciding,
        String suffix) {
      String name = deciding.kind().label() + suffix;
      CommandWorker worker =
          new CommandWorker(
              workerSettings,
              source,
              handler(deciding, source),
              store.progress(),
              metrics.registry());
      readiness.add(running.start(name, worker));
      readiness.add(new HealthCheck(name + " partitions", () -> health(worker.status())));
    }

    private <C extends Command> CommandHandler<C> handler(
        Deciding<C> deciding, CommandWorker.Source source) {
      return new CommandHandler<>(
          deciding,
          new CachedResults<>(new ResultCache(redis), deciding),
          new KeyLocks(new BatchLocks(redis), settings.work().lockAtMostFor()),
          new BatchDecision<>(store, deciding),
          new CommandHandler.Finishing(
              redis,
              settings.links().namespace(),
              new HandlerMetrics(
                  metrics.registry(), deciding.kind(), source, settings.methods().offered()),
              settings.log()));
    }

    private static Health health(WorkerStatus status) {
      if (!status.running()) {
        return Health.down("not running yet");
      }
      return status.trouble().isEmpty()
          ? Health.up()
          : Health.down(String.join("; ", status.trouble()));
    }

    private Health redisHealth() {
      return redis.isDegraded()
          ? Health.degraded("Redis does not answer: commands are applied all the same")
          : Health.up();
    }

    /**
     * Whether it answers is asked by the statement itself: the probe's own time limit ends the
     * wait.
     */
    private Health storeHealth() {
      return store.answers() ? Health.up() : Health.down("the database does not answer");
    }
  }
}
