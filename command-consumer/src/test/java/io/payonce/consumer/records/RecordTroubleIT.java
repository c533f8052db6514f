package io.payonce.consumer.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.consumer.CommandWorker;
import io.payonce.consumer.Commands;
import io.payonce.consumer.Disposition;
import io.payonce.consumer.RunningWorker;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RetryTier;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records that fail, must wait or are given up, one by one. */
@ExtendWith(EmbeddedServersExtension.class)
class RecordTroubleIT {
  private static final int TOO_LARGE_FOR_KAFKA = 2_000_000;

  private final RecordRig rig;

  RecordTroubleIT(TestServers servers) {
    rig = new RecordRig(servers, 2);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void record_whose_handler_throws_is_handled_again_before_its_followers_and_holds_up_no_other() {
    rig.broker().send(0, "bad/0", "bad/1", "good/0", "good/1");
    AtomicBoolean repaired = new AtomicBoolean();
    GatedHandler handler =
        rig.handler()
            .answering(
                record -> {
                  if (Commands.value(record).equals("bad/0") && !repaired.get()) {
                    throw new IllegalStateException("planned");
                  }
                  return GatedHandler.outcomeOf(record);
                });
    RunningWorker worker = rig.start(handler);
    String trouble =
        "failing: 1 records, first %s offset 0: IllegalStateException"
            .formatted(rig.broker().commands(0));
    await().until(() -> worker.status().trouble().equals(List.of(trouble)));
    await().until(() -> rig.broker().outcomeValues().equals(List.of("good/0", "good/1")));
    await().until(() -> Collections.frequency(handler.begun(), "bad/0") == 2);
    assertThat(rig.progressOf(0)).isZero();
    assertThat(handler.begun()).doesNotContain("bad/1");
    repaired.set(true);
    await().until(() -> rig.progressOf(0) == 4);
    await().until(() -> worker.status().trouble().isEmpty());
    assertThat(handler.ended()).containsExactly("good/0", "good/1", "bad/0", "bad/1");
    assertThat(rig.broker().outcomes()).hasSize(4);
    assertThat(rig.registry().get("payonce.record.failures").counter().count())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void error_of_the_machine_is_a_failure_like_any_other() {
    rig.broker().send(0, "bad/0");
    AtomicInteger calls = new AtomicInteger();
    GatedHandler handler =
        rig.handler()
            .answering(
                record -> {
                  if (calls.incrementAndGet() == 1) {
                    throw new NoClassDefFoundError("planned");
                  }
                  return GatedHandler.outcomeOf(record);
                });
    rig.start(handler);
    await().until(() -> rig.progressOf(0) == 1);
    assertThat(rig.broker().outcomeValues()).containsExactly("bad/0");
  }

  @Test
  void record_that_must_wait_comes_back_from_the_first_tier_when_its_time_has_come() {
    List<Instant> back = new CopyOnWriteArrayList<>();
    GatedHandler commands =
        rig.handler().answering(record -> only(new Disposition.Wait(record, id(), "not-known")));
    GatedHandler retries =
        rig.handler()
            .answering(
                record -> {
                  back.add(Instant.now());
                  return GatedHandler.outcomeOf(record);
                });
    rig.start(CommandWorker.Source.RETRIES, retries, new RememberedProgress(rig.memory()));
    rig.start(commands);
    rig.broker().send(1, "early/0");
    await().until(() -> rig.broker().outcomeValues().equals(List.of("early/0")));
    String tier = rig.broker().topics().retry(CommandKind.CALLBACK, RetryTier.FIVE_SECONDS);
    List<ConsumerRecord<byte[], byte[]>> parked = rig.broker().all(tier);
    assertThat(parked).hasSize(1);
    assertThat(Commands.header(parked.getFirst().headers(), RecordHeaders.RETRY_REASON))
        .isEqualTo("not-known");
    assertThat(back.getFirst())
        .isAfterOrEqualTo(Instant.ofEpochMilli(parked.getFirst().timestamp() + 5_000));
    assertThat(rig.progressOf(1)).isEqualTo(1);
  }

  @Test
  void given_up_record_goes_to_the_dead_letters_and_its_outcome_says_so() {
    GatedHandler handler =
        rig.handler()
            .answering(
                record ->
                    Commands.value(record).startsWith("bad")
                        ? only(new Disposition.GiveUp(record, "unreadable"))
                        : GatedHandler.outcomeOf(record));
    rig.start(handler);
    rig.broker().send(1, "bad/0", "good/0");
    await().until(() -> rig.progressOf(1) == 2);
    assertThat(rig.broker().outcomeValues())
        .containsExactlyInAnyOrder("given up: unreadable", "good/0");
    ConsumerRecord<byte[], byte[]> letter = rig.broker().deadLetters().getFirst();
    assertThat(rig.broker().deadLetters()).hasSize(1);
    assertThat(Commands.value(letter)).isEqualTo("bad/0");
    assertThat(Commands.header(letter.headers(), RecordHeaders.DEAD_LETTER_SOURCE))
        .isEqualTo(Commands.topic(rig.broker().topics()) + " 1 0");
  }

  @Test
  void more_dead_letters_than_the_budget_stop_the_worker_and_nothing_is_skipped() {
    rig.limitDeadLettersTo(2);
    rig.broker().send(0, "a/0", "b/0", "c/0");
    GatedHandler halting =
        rig.handler().answering(record -> only(new Disposition.GiveUp(record, "broken")));
    try (RunningWorker worker = rig.start(halting)) {
      await().until(() -> worker.status().trouble().toString().contains("halted"));
      rig.broker().send(1, "d/0");
      await().during(Duration.ofSeconds(1)).until(() -> !halting.begun().contains("d/0"));
    }
    int letters = rig.broker().deadLetters().size();
    assertThat(letters).isLessThanOrEqualTo(2);
    GatedHandler repaired = rig.handler();
    rig.start(repaired);
    await().until(() -> rig.progressOf(0) == 3 && rig.progressOf(1) == 1);
    assertThat(repaired.ended()).contains("c/0", "d/0");
    assertThat(repaired.ended().size() + letters).isGreaterThanOrEqualTo(4);
  }

  @Test
  void record_of_which_no_key_can_be_told_is_handled_all_the_same() {
    GatedHandler handler = rig.handler().withoutKeys();
    rig.broker().send(0, "a/0", "a/1");
    rig.start(handler);
    await().until(() -> rig.progressOf(0) == 2);
    assertThat(rig.broker().outcomeValues()).containsExactlyInAnyOrder("a/0", "a/1");
  }

  @Test
  void what_cannot_be_published_is_not_finished() {
    rig.broker().send(0, "a/0");
    GatedHandler handler = rig.handler().answering(RecordTroubleIT::tooLarge);
    try (RunningWorker worker = rig.start(handler)) {
      await().until(() -> worker.status().trouble().contains("publishing: KafkaException"));
    }
    assertThat(rig.progressOf(0)).isZero();
    assertThat(rig.broker().committed().getOrDefault(0, 0L)).isZero();
    GatedHandler repaired = rig.handler();
    rig.start(repaired);
    await().until(() -> rig.broker().outcomeValues().equals(List.of("a/0")));
  }

  private static Optional<String> id() {
    return Optional.of("id-1");
  }

  private static RecordResult only(Disposition disposition) {
    return new RecordResult.Done(List.of(disposition));
  }

  private static RecordResult tooLarge(ConsumerRecord<byte[], byte[]> record) {
    byte[] unpackable = new byte[TOO_LARGE_FOR_KAFKA];
    new Random(1).nextBytes(unpackable);
    return only(new Disposition.Decided(record, new Disposition.Message(record.key(), unpackable)));
  }
}
