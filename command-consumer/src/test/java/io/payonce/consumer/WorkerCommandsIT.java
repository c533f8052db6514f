package io.payonce.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RecordHeaders;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records that lead to further commands. */
@ExtendWith(EmbeddedServersExtension.class)
class WorkerCommandsIT {
  private static final int TOO_LARGE_FOR_KAFKA = 2_000_000;

  private final Rig rig;

  WorkerCommandsIT(TestServers servers) {
    rig = new Rig(servers, 1);
    servers.createTopics(Map.of(refunds(), 1));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void further_command_goes_to_the_topic_of_its_kind_with_its_id() {
    RecordingHandler handler = rig.handler().answering(record -> command(record, record.value()));
    rig.broker().send(0, "a");
    try (RunningWorker worker = rig.start(handler)) {
      await().until(() -> rig.broker().committed().equals(Map.of(0, 1L)));
      assertThat(worker.status().trouble()).isEmpty();
    }
    List<ConsumerRecord<byte[], byte[]>> published = rig.broker().all(refunds());
    assertThat(published).hasSize(1);
    assertThat(published.getFirst().key()).isEqualTo("order".getBytes(UTF_8));
    assertThat(Commands.value(published.getFirst())).isEqualTo("a");
    assertThat(Commands.header(published.getFirst().headers(), RecordHeaders.COMMAND_ID))
        .isEqualTo("id-1");
    assertThat(rig.broker().outcomeValues()).isEmpty();
  }

  @Test
  void nothing_counts_until_the_further_command_is_durable_and_then_it_is_there_again() {
    List<Map<Integer, Long>> committed = new CopyOnWriteArrayList<>();
    AtomicInteger calls = new AtomicInteger();
    byte[] unpackable = new byte[TOO_LARGE_FOR_KAFKA];
    new Random(1).nextBytes(unpackable);
    RecordingHandler handler =
        rig.handler()
            .first(
                _ -> {
                  calls.incrementAndGet();
                  committed.add(rig.broker().committed());
                })
            .answering(
                record -> {
                  boolean refused = calls.get() <= 2 && Commands.value(record).equals("b");
                  return command(record, refused ? unpackable : record.value());
                });
    rig.broker().send(0, "a", "b");
    RunningWorker worker = rig.start(handler);
    await().until(() -> calls.get() >= 3);
    await().until(() -> rig.broker().committed().equals(Map.of(0, 2L)));
    worker.close();
    assertThat(committed).hasSize(3).containsOnly(Map.of());
    assertThat(rig.broker().deadLetters()).as("a command is never cut to a stub").isEmpty();
    assertThat(rig.broker().all(refunds()).stream().map(Commands::value)).contains("a", "b");
  }

  private String refunds() {
    return rig.broker().topics().commands(CommandKind.REFUND);
  }

  private static Disposition command(ConsumerRecord<byte[], byte[]> record, byte[] value) {
    return new Disposition.Command(
        record,
        CommandKind.REFUND,
        "id-1",
        new Disposition.Message("order".getBytes(UTF_8), value));
  }
}
