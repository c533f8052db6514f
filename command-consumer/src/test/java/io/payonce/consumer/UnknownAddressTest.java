package io.payonce.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A Kafka whose name nobody knows yet: a container that is not up, a service without a pod. */
class UnknownAddressTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void a_worker_asks_again_and_again_says_so_and_can_be_stopped() {
    ProgressInMemory progress = new ProgressInMemory();
    CommandWorker worker =
        new CommandWorker(
            new WorkerSettings(
                "kafka.invalid:9092",
                new Topics(""),
                CommandKind.CALLBACK,
                10,
                Duration.ofHours(1),
                10),
            CommandWorker.Source.COMMANDS,
            new RecordingHandler(progress),
            progress,
            registry);
    try (RunningWorker running = RunningWorker.start(worker)) {
      await().until(() -> registry.get("payonce.batch.failures").counter().count() >= 2);
      assertThat(running.isAlive()).isTrue();
      assertThat(running.status().trouble()).singleElement().asString().startsWith("broker");
    }
  }
}
