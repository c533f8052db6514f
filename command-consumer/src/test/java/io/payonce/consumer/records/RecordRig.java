package io.payonce.consumer.records;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.payonce.consumer.Broker;
import io.payonce.consumer.CommandWorker;
import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.ProgressInMemory;
import io.payonce.consumer.RunningWorker;
import io.payonce.consumer.WorkerSettings;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CommandKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A broker, a progress, handlers, and workers between them; all workers end with it. */
final class RecordRig implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(40);

  private final TestServers servers;
  private final Broker broker;
  private final ProgressInMemory memory = new ProgressInMemory();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<GatedHandler> handlers = new ArrayList<>();
  private final List<RunningWorker> workers = new ArrayList<>();
  private int maxBatch = 100;
  private int maxInFlight = 64;
  private long maxSpread = 10_000;
  private int deadLettersPerMinute = WorkerSettings.DEAD_LETTERS_PER_MINUTE;
  private Duration drainAtMost = Duration.ofSeconds(20);
  private Duration maxPollInterval = WorkerSettings.MAX_POLL_INTERVAL;

  RecordRig(TestServers servers, int partitions) {
    Awaitility.setDefaultTimeout(LONGEST_WAIT);
    this.servers = servers;
    this.broker = new Broker(servers, partitions);
  }

  Broker broker() {
    return broker;
  }

  ProgressInMemory memory() {
    return memory;
  }

  SimpleMeterRegistry registry() {
    return registry;
  }

  RecordRig limitBatchesTo(int records) {
    maxBatch = records;
    return this;
  }

  RecordRig limitInFlightTo(int records) {
    maxInFlight = records;
    return this;
  }

  RecordRig limitSpreadTo(long positions) {
    maxSpread = positions;
    return this;
  }

  RecordRig limitDeadLettersTo(int perMinute) {
    deadLettersPerMinute = perMinute;
    maxBatch = Math.min(maxBatch, perMinute);
    return this;
  }

  RecordRig drainAtMost(Duration time) {
    drainAtMost = time;
    return this;
  }

  RecordRig maxPollInterval(Duration time) {
    maxPollInterval = time;
    return this;
  }

  /** A handler whose gates open at the end, so that no thread outlives the test. */
  GatedHandler handler() {
    GatedHandler handler = new GatedHandler();
    handlers.add(handler);
    return handler;
  }

  RunningWorker start(GatedHandler handler) {
    return start(CommandWorker.Source.COMMANDS, handler, new RememberedProgress(memory));
  }

  RunningWorker start(
      CommandWorker.Source source, GatedHandler handler, RememberedProgress progress) {
    WorkerSettings settings =
        new WorkerSettings(
            servers.bootstrapServers(),
            broker.topics(),
            CommandKind.CALLBACK,
            maxBatch,
            Duration.ofHours(24),
            deadLettersPerMinute);
    RecordWorker worker =
        new RecordWorker(
            new RecordSettings(settings, maxInFlight, maxSpread, drainAtMost, maxPollInterval),
            source,
            handler,
            progress,
            registry);
    RunningWorker running = RunningWorker.start(worker, worker::stop, worker::status);
    workers.add(running);
    return running;
  }

  /** How far the database has read a partition. */
  long progressOf(int partition) {
    return memory.row(broker.ref(partition)).map(ProgressInMemory.Row::next).orElse(-1L);
  }

  String ownerOf(PartitionRef partition) {
    return memory.row(partition).map(ProgressInMemory.Row::owner).orElse("nobody");
  }

  @Override
  public void close() {
    handlers.forEach(GatedHandler::releaseAll);
    workers.forEach(RunningWorker::close);
    broker.close();
  }
}
