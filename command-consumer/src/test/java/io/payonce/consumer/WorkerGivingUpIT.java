package io.payonce.consumer;

import static io.payonce.consumer.Commands.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RetryTier;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records that must wait, and records that are given up. */
@ExtendWith(EmbeddedServersExtension.class)
class WorkerGivingUpIT {
  private static final byte[] BYTES = {0, (byte) 0xff, 'x', '{'};

  private final Rig rig;

  WorkerGivingUpIT(TestServers servers) {
    rig = new Rig(servers, 2);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void record_that_must_wait_comes_back_from_the_first_tier_when_its_time_has_come() {
    List<Instant> back = new CopyOnWriteArrayList<>();
    RecordingHandler commands =
        rig.handler()
            .answering(record -> new Disposition.Wait(record, Optional.of("id-1"), "not-known"));
    RecordingHandler retries = rig.handler().first(_ -> back.add(Instant.now()));
    rig.start(CommandWorker.Source.RETRIES, retries);
    rig.start(commands);
    ProducerRecord<byte[], byte[]> sent = rig.broker().command(1, "early");
    sent.headers().add("reply-to", "somewhere".getBytes(UTF_8));
    Instant began = Instant.now();
    rig.broker().send(sent);
    await().until(() -> retries.handled().contains("early"));

    ConsumerRecord<byte[], byte[]> parked = onlyOne(retry(RetryTier.FIVE_SECONDS));
    assertThat(back.getFirst()).isAfterOrEqualTo(Instant.ofEpochMilli(parked.timestamp() + 5_000));
    assertThat(parked.key()).isEqualTo(sent.key());
    assertThat(header(parked.headers(), "reply-to")).isEqualTo("somewhere");
    assertThat(header(parked.headers(), RecordHeaders.COMMAND_ID)).isEqualTo("id-1");
    assertThat(header(parked.headers(), RecordHeaders.ORIGIN))
        .isEqualTo(Commands.topic(rig.broker().topics()) + " 1 0");
    assertThat(header(parked.headers(), RecordHeaders.RETRY_ATTEMPT)).isEqualTo("1");
    assertThat(header(parked.headers(), RecordHeaders.RETRY_REASON)).isEqualTo("not-known");
    assertThat(Long.parseLong(header(parked.headers(), RecordHeaders.PARKED_SINCE)))
        .isBetween(began.toEpochMilli(), back.getFirst().toEpochMilli() - 5_000);
    await().until(() -> rig.broker().outcomeValues().equals(List.of("early")));
  }

  @Test
  void record_that_was_in_the_first_tier_waits_in_the_second_one() {
    RecordingHandler commands =
        rig.handler()
            .answering(record -> new Disposition.Wait(record, Optional.of("id-1"), "not-known"));
    rig.start(commands);
    ProducerRecord<byte[], byte[]> sent = rig.broker().command(0, "again");
    sent.headers().add(RecordHeaders.RETRY_ATTEMPT, "1".getBytes(UTF_8));
    rig.broker().send(sent);
    await().until(() -> retry(RetryTier.ONE_MINUTE).size() == 1);
    assertThat(retry(RetryTier.FIVE_SECONDS)).isEmpty();
  }

  @Test
  void given_up_record_keeps_its_bytes_and_headers_and_says_why_and_from_where() {
    rig.start(rig.handler().answering(record -> new Disposition.GiveUp(record, "unreadable")));
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(
            Commands.topic(rig.broker().topics()), 1, "key".getBytes(UTF_8), BYTES);
    sent.headers().add("trace", BYTES).add("trace", "second".getBytes(UTF_8));
    rig.broker().send(sent);
    await().until(() -> rig.broker().outcomeValues().equals(List.of("given up: unreadable")));
    ConsumerRecord<byte[], byte[]> letter = onlyOne(rig.broker().deadLetters());
    assertThat(letter.key()).isEqualTo(sent.key());
    assertThat(letter.value()).isEqualTo(BYTES);
    assertThat(letter.headers().headers("trace"))
        .containsExactlyElementsOf(sent.headers().headers("trace"));
    assertThat(header(letter.headers(), RecordHeaders.DEAD_LETTER_REASON)).isEqualTo("unreadable");
    assertThat(header(letter.headers(), RecordHeaders.DEAD_LETTER_SOURCE))
        .isEqualTo(Commands.topic(rig.broker().topics()) + " 1 0");
  }

  @Test
  void record_that_has_waited_for_its_whole_time_is_given_up() {
    rig.start(
        rig.handler()
            .answering(record -> new Disposition.Wait(record, Optional.of("id-1"), "not-known")));
    ProducerRecord<byte[], byte[]> sent = rig.broker().command(0, "old");
    long since = Instant.now().minus(Duration.ofHours(25)).toEpochMilli();
    sent.headers().add(RecordHeaders.RETRY_ATTEMPT, "147".getBytes(UTF_8));
    sent.headers().add(RecordHeaders.PARKED_SINCE, String.valueOf(since).getBytes(UTF_8));
    rig.broker().send(sent);
    await().until(() -> rig.broker().deadLetters().size() == 1);
    assertThat(header(rig.broker().deadLetters().getFirst().headers(), "dead-letter-reason"))
        .isEqualTo("not-known");
    assertThat(retry(RetryTier.TEN_MINUTES)).isEmpty();
  }

  @Test
  void record_that_the_broker_does_not_take_again_leaves_a_letter_that_says_where_it_is() {
    rig.start(rig.handler().answering(record -> new Disposition.GiveUp(record, "unreadable")));
    String topic = Commands.topic(rig.broker().topics());
    byte[] large = hexDigits(1_700_000);
    rig.broker().sendCompressed(new ProducerRecord<>(topic, 1, "key".getBytes(UTF_8), large));
    await().until(() -> rig.broker().outcomeValues().equals(List.of("given up: unreadable")));
    ConsumerRecord<byte[], byte[]> letter = onlyOne(rig.broker().deadLetters());
    assertThat(letter.value()).isNull();
    assertThat(header(letter.headers(), RecordHeaders.DEAD_LETTER_REASON))
        .startsWith("too-large: ")
        .contains("1700000");
    assertThat(header(letter.headers(), RecordHeaders.DEAD_LETTER_SOURCE))
        .isEqualTo(topic + " 1 0");
  }

  /** Half as long when gzip has packed them, and hardly shorter when lz4 has. */
  private static byte[] hexDigits(int count) {
    byte[] half = new byte[count / 2];
    new Random(1).nextBytes(half);
    return HexFormat.of().formatHex(half).getBytes(UTF_8);
  }

  @Test
  void record_without_a_key_stays_in_its_partition() {
    rig.start(rig.handler().answering(record -> new Disposition.GiveUp(record, "unreadable")));
    for (int partition = 0; partition < 2; partition++) {
      String topic = Commands.topic(rig.broker().topics());
      rig.broker().send(new ProducerRecord<>(topic, partition, null, BYTES));
    }
    await().until(() -> rig.broker().deadLetters().size() == 2);
    assertThat(rig.broker().deadLetters())
        .allMatch(
            letter ->
                header(letter.headers(), RecordHeaders.DEAD_LETTER_SOURCE)
                    .endsWith(" " + letter.partition() + " 0"));
  }

  @Test
  void more_dead_letters_than_the_budget_stop_the_worker_and_nothing_is_skipped() {
    rig.limitDeadLettersTo(2);
    rig.broker().send(0, "a", "b", "c");
    RecordingHandler halting =
        rig.handler().answering(record -> new Disposition.GiveUp(record, "broken"));
    try (RunningWorker worker = rig.start(halting)) {
      await().until(() -> worker.status().trouble().toString().contains("halted"));
      rig.broker().send(1, "d");
      int seen = halting.seen().size();
      await().during(Duration.ofSeconds(2)).until(() -> halting.seen().size() == seen);
      assertThat(worker.isAlive()).isTrue();
    }
    assertThat(rig.broker().deadLetters()).hasSizeLessThanOrEqualTo(2);
    RecordingHandler repaired = rig.handler();
    rig.start(repaired);
    await().until(() -> repaired.handled().contains("d"));
    await().until(() -> repaired.handled().contains("c"));
    int letters = rig.broker().deadLetters().size();
    assertThat(repaired.handledOf(0)).as("all but those that have a letter").endsWith("c");
    assertThat(repaired.handledOf(0).size() + letters).isGreaterThanOrEqualTo(3);
    assertThat(repaired.handledOf(1)).containsExactly("d");
  }

  private List<ConsumerRecord<byte[], byte[]>> retry(RetryTier tier) {
    return rig.broker().all(rig.broker().topics().retry(CommandKind.CALLBACK, tier));
  }

  private static <T> T onlyOne(List<T> list) {
    assertThat(list).hasSize(1);
    return list.getFirst();
  }
}
