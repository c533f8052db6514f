package io.payonce.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Progress is made of positions: offsets without records are passed like all others. */
@ExtendWith(EmbeddedServersExtension.class)
class WorkerPositionsIT {
  private final Rig rig;
  private final RecordingHandler handler;

  WorkerPositionsIT(TestServers servers) {
    rig = new Rig(servers, 1);
    handler = rig.handler();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aborted_records_are_passed_and_never_handled() {
    kafkaTransaction(true, "a", "b");
    kafkaTransaction(false, "never-1", "never-2", "never-3");
    rig.broker().send(0, "c");
    kafkaTransaction(false, "never-4");
    kafkaTransaction(true, "d");
    RunningWorker worker = rig.start(handler);
    awaitProgressToTheEnd();
    worker.close();
    assertThat(handler.handled()).containsExactly("a", "b", "c", "d");
    assertThat(rig.broker().end(0)).isEqualTo(12);
    assertSpansAreContiguous();
    assertThat(rig.broker().committed()).containsEntry(0, 12L);
  }

  @Test
  void markers_are_passed_when_a_poll_brings_no_record() {
    rig.broker().send(0, "a");
    RunningWorker worker = rig.start(handler);
    awaitProgressToTheEnd();
    kafkaTransaction(false, "never-1", "never-2");
    awaitProgressToTheEnd();
    worker.close();
    assertThat(handler.handled()).containsExactly("a");
    assertThat(handler.seen()).anyMatch(batch -> batch.records().isEmpty());
    assertSpansAreContiguous();
    assertThat(rig.progress().row(rig.broker().ref(0)).orElseThrow().published()).isEqualTo(4);
  }

  @Test
  void records_of_an_open_kafka_transaction_are_waited_for() {
    rig.broker().send(0, "a");
    RunningWorker worker = rig.start(handler);
    rig.broker()
        .inKafkaTransaction(
            true,
            producer -> {
              producer.send(rig.broker().command(0, "b"));
              producer.flush();
              rig.broker().send(0, "c");
              awaitProgressTo(1);
            });
    awaitProgressToTheEnd();
    worker.close();
    assertThat(handler.handled()).containsExactly("a", "b", "c");
    assertSpansAreContiguous();
  }

  private void kafkaTransaction(boolean commit, String... values) {
    rig.broker()
        .inKafkaTransaction(
            commit,
            producer -> {
              for (String value : values) {
                producer.send(rig.broker().command(0, value));
              }
            });
  }

  private void awaitProgressToTheEnd() {
    awaitProgressTo(rig.broker().end(0));
  }

  private void awaitProgressTo(long position) {
    PartitionRef partition = rig.broker().ref(0);
    await()
        .until(
            () ->
                rig.progress().row(partition).map(ProgressInMemory.Row::next).orElse(-1L)
                    == position);
  }

  private void assertSpansAreContiguous() {
    List<PartitionSpan> spans =
        handler.seen().stream().flatMap(batch -> batch.spans().stream()).toList();
    long position = 0;
    for (PartitionSpan span : spans) {
      assertThat(span.before()).isEqualTo(position);
      position = span.after();
    }
    assertThat(position).isEqualTo(rig.broker().end(0));
  }
}
