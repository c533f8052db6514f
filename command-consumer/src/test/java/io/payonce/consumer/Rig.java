package io.payonce.consumer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CommandKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A broker, a progress, a handler, and workers between them; all workers end with it. */
final class Rig implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(40);

  private final TestServers servers;
  private final Broker broker;
  private final ProgressInMemory progress = new ProgressInMemory();
  private final List<RunningWorker> workers = new ArrayList<>();
  private int maxBatch = 1_000;
  private int deadLettersPerMinute = WorkerSettings.DEAD_LETTERS_PER_MINUTE;

  Rig(TestServers servers, int partitions) {
    Awaitility.setDefaultTimeout(LONGEST_WAIT);
    this.servers = servers;
    this.broker = new Broker(servers, partitions);
  }

  Broker broker() {
    return broker;
  }

  ProgressInMemory progress() {
    return progress;
  }

  /** For the workers that are started from now on. */
  void limitBatchesTo(int records) {
    maxBatch = records;
  }

  /** For the workers that are started from now on. */
  void limitDeadLettersTo(int perMinute) {
    deadLettersPerMinute = perMinute;
  }

  RecordingHandler handler() {
    return new RecordingHandler(progress);
  }

  RunningWorker start(RecordingHandler handler) {
    return start(CommandWorker.Source.COMMANDS, handler);
  }

  RunningWorker start(CommandWorker.Source source, RecordingHandler handler) {
    WorkerSettings settings =
        new WorkerSettings(
            servers.bootstrapServers(),
            broker.topics(),
            CommandKind.CALLBACK,
            Math.min(maxBatch, deadLettersPerMinute),
            Duration.ofHours(24),
            deadLettersPerMinute);
    RunningWorker worker =
        RunningWorker.start(
            new CommandWorker(settings, source, handler, progress, new SimpleMeterRegistry()));
    workers.add(worker);
    return worker;
  }

  @Override
  public void close() {
    workers.forEach(RunningWorker::close);
    broker.close();
  }
}
