package io.payonce.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several workers, and a broker that goes away and comes back. */
@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
class WorkerGroupIT {
  private static final int PARTITIONS = 4;

  private final TestServers servers;
  private final Rig rig;

  WorkerGroupIT(TestServers servers) {
    this.servers = servers;
    this.rig = new Rig(servers, PARTITIONS);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void partitions_of_a_worker_that_stops_move_to_the_other_and_nothing_is_lost() {
    rig.limitBatchesTo(20);
    List<String> sent = new ArrayList<>();
    RecordingHandler one = rig.handler();
    RecordingHandler other = rig.handler();
    RunningWorker first = rig.start(one);
    RunningWorker second = rig.start(other);
    await()
        .until(
            () -> {
              sendRound(sent);
              return first.status().reading() == 2 && second.status().reading() == 2;
            });
    sendRound(sent);
    await().until(() -> !one.handled().isEmpty() && !other.handled().isEmpty());
    sendRound(sent);
    first.close();
    sendRound(sent);
    await().until(() -> second.status().reading() == PARTITIONS);
    await().until(() -> rig.broker().outcomeValues().containsAll(sent));
    second.close();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertThat(rig.progress().row(rig.broker().ref(partition)).orElseThrow().published())
          .isEqualTo(sent.size() / PARTITIONS);
      assertThat(rig.broker().committed()).containsEntry(partition, sent.size() / 4L);
    }
    List<String> handled = new ArrayList<>(one.handled());
    handled.addAll(other.handled());
    assertThat(handled).containsAll(sent);
  }

  @Test
  void worker_survives_that_kafka_stops_while_a_batch_is_handled_and_starts_again() {
    rig.broker().sendMany(0, 10);
    AtomicBoolean stopping = new AtomicBoolean(true);
    RecordingHandler handler =
        rig.handler()
            .first(
                _ -> {
                  if (stopping.getAndSet(false)) {
                    servers.servers().kafka().stop();
                  }
                });
    RunningWorker worker = rig.start(handler);
    await().until(() -> !servers.servers().kafka().isRunning());
    await().until(() -> !handler.handled().isEmpty());
    servers.servers().kafka().start();
    rig.broker().sendMany(1, 10);
    await().until(() -> handler.handledOf(1).size() >= 10);
    await().until(() -> rig.broker().outcomeValues().containsAll(List.of("0:0", "0:9", "1:9")));
    await().until(() -> worker.status().trouble().isEmpty());
    assertThat(worker.isAlive()).isTrue();
    assertThat(handler.handledOf(0)).startsWith("0:0").contains("0:9");
  }

  private void sendRound(List<String> sent) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      String value = partition + ":" + sent.size();
      rig.broker().send(partition, value);
      sent.add(value);
    }
  }
}
