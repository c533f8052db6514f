package io.payonce.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RetryTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Bad and odd records on the command topic, in the middle of good traffic. What cannot be used goes
 * to the dead letters as it came, what can be used is, and nothing stops.
 */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(180)
class BadRecordsIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int CALLBACKS = 400;
  private static final int ODD = 4;
  private static final byte[] NO_TEXT = {(byte) 0xff, 0, (byte) 0xfe};
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Installation installation;
  private final String topic;
  private final CommandSender sender;

  BadRecordsIT(TestServers servers) {
    installation = Installation.on(servers);
    topic = installation.topics().commands(CommandKind.CALLBACK);
    sender = new CommandSender(installation);
  }

  @Test
  void what_cannot_be_used_goes_aside_as_it_came_and_the_rest_goes_on() throws Exception {
    Traffic traffic = Traffic.of(seed(), CALLBACKS);
    List<CallbackCommand> callbacks = traffic.callbacks();
    List<CallbackCommand> half = callbacks.subList(0, callbacks.size() / 2);
    try (sender;
        CallbackProcessor processor = installation.startProcessor();
        Run run = new Run(installation, traffic);
        TopicLog deadLetters =
            new TopicLog(installation, installation.topics().deadLetters(CommandKind.CALLBACK))) {
      run.openOrders();
      run.send(half);
      Map<String, ProducerRecord<byte[], byte[]>> bad = sendBad();
      run.send(callbacks.subList(half.size(), callbacks.size()));
      run.awaitOutcomes(callbacks);
      await().atMost(PATIENCE).until(() -> deadLetters.read().size() >= bad.size());
      assertThat(deadLetters.read())
          .hasSize(bad.size())
          .allSatisfy(letter -> assertAsItCame(letter, bad));
      assertHealthy(processor);
      run.checkGuarantees();
    }
  }

  @Test
  void a_record_of_a_future_version_climbs_the_tiers() throws Exception {
    byte[] value = "{\"version\":99,\"saying\":\"something new\"}".getBytes(UTF_8);
    try (sender;
        CallbackProcessor processor = installation.startProcessor();
        TopicLog first = retries(RetryTier.FIVE_SECONDS);
        TopicLog second = retries(RetryTier.ONE_MINUTE)) {
      RecordMetadata sent =
          sender.sendRaw(new ProducerRecord<>(topic, "callback:VNPAY:x".getBytes(UTF_8), value));
      await().atMost(PATIENCE).until(() -> !first.read().isEmpty());
      await().atMost(PATIENCE).until(() -> !second.read().isEmpty());
      assertThat(first.read()).hasSize(1);
      ConsumerRecord<byte[], byte[]> once = first.read().getFirst();
      ConsumerRecord<byte[], byte[]> twice = second.read().getFirst();
      assertThat(twice.timestamp() - once.timestamp()).as("ms waited").isBetween(5_000L, 20_000L);
      assertThat(once.value()).isEqualTo(value);
      assertThat(twice.value()).isEqualTo(value);
      assertThat(RawRecord.header(once, RecordHeaders.RETRY_ATTEMPT)).isEqualTo("1");
      assertThat(RawRecord.header(twice, RecordHeaders.RETRY_ATTEMPT)).isEqualTo("2");
      assertThat(RawRecord.header(twice, RecordHeaders.PARKED_SINCE))
          .isNotEmpty()
          .isEqualTo(RawRecord.header(once, RecordHeaders.PARKED_SINCE));
      assertThat(RawRecord.header(once, RecordHeaders.RETRY_REASON)).isEqualTo("future-version");
      assertThat(RawRecord.header(twice, RecordHeaders.RETRY_REASON)).isEqualTo("future-version");
      assertThat(RawRecord.header(twice, RecordHeaders.ORIGIN))
          .isEqualTo(sent.topic() + " " + sent.partition() + " " + sent.offset());
      assertHealthy(processor);
    }
  }

  @Test
  void odd_records_that_can_be_used_are_and_the_same_when_read_again() throws Exception {
    Traffic traffic = Traffic.of(seed(), CALLBACKS);
    List<CallbackCommand> callbacks = traffic.callbacks();
    List<CallbackCommand> odd = callbacks.subList(0, ODD);
    List<CallbackCommand> plain = callbacks.subList(ODD, callbacks.size());
    try (sender;
        Run run = new Run(installation, traffic)) {
      try (CallbackProcessor processor = installation.startProcessor()) {
        run.openOrders();
        sendOdd(odd);
        run.send(plain);
        run.awaitOutcomes(plain);
        run.awaitOutcomes(odd.subList(1, ODD));
        awaitDerivedOutcome(run, traffic, odd.getFirst());
        assertHealthy(processor);
        run.checkGuarantees();
      }
      int before = run.outcomeRecords();
      rewind();
      try (CallbackProcessor processor = installation.startProcessor()) {
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  var _ = run.evidence();
                  return run.outcomeRecords() >= before + callbacks.size();
                });
        awaitDerivedOutcome(run, traffic, odd.getFirst());
        run.checkGuarantees();
      }
    }
  }

  /** What no decoder can use, by where it lies. */
  private Map<String, ProducerRecord<byte[], byte[]>> sendBad()
      throws ExecutionException, InterruptedException {
    List<ProducerRecord<byte[], byte[]>> bad = new ArrayList<>();
    for (String value :
        List.of(
            "}{", "", "[]", "{}", "{\"version\":1}", "{\"version\":0}", "{\"version\":\"1\"}")) {
      bad.add(new ProducerRecord<>(topic, "some key".getBytes(UTF_8), value.getBytes(UTF_8)));
    }
    bad.add(new ProducerRecord<>(topic, NO_TEXT, NO_TEXT));
    bad.add(new ProducerRecord<>(topic, "no value".getBytes(UTF_8), null));
    bad.add(new ProducerRecord<>(topic, 3, null, null));
    Map<String, ProducerRecord<byte[], byte[]>> sent = new HashMap<>();
    for (ProducerRecord<byte[], byte[]> record : bad) {
      record.headers().add("foreign", NO_TEXT).add("empty", null);
      record.headers().add(RecordHeaders.COMMAND_ID, NO_TEXT).add(RecordHeaders.REPLY_TO, NO_TEXT);
      RecordMetadata at = sender.sendRaw(record);
      sent.put(at.topic() + " " + at.partition() + " " + at.offset(), record);
    }
    return sent;
  }

  private static void assertAsItCame(
      ConsumerRecord<byte[], byte[]> letter, Map<String, ProducerRecord<byte[], byte[]>> bad) {
    String source = RawRecord.header(letter, RecordHeaders.DEAD_LETTER_SOURCE);
    assertThat(bad).as("dead letter from %s", source).containsKey(source);
    ProducerRecord<byte[], byte[]> record = requireNonNull(bad.get(source));
    assertThat(letter.key()).isEqualTo(record.key());
    assertThat(letter.value()).isEqualTo(record.value());
    record
        .headers()
        .forEach(
            header ->
                assertThat(letter.headers().lastHeader(header.key()).value())
                    .isEqualTo(header.value()));
    assertThat(RawRecord.header(letter, RecordHeaders.DEAD_LETTER_REASON))
        .startsWith("undecodable: ");
  }

  /** The first has no id, the second no key, the third a wrong key, the last bad headers. */
  private void sendOdd(List<CallbackCommand> odd) throws ExecutionException, InterruptedException {
    String withoutId =
        new String(CommandWriter.write(odd.get(0)), UTF_8)
            .replaceFirst("\"commandId\":\"[^\"]+\",", "");
    assertThat(withoutId).doesNotContain("commandId").startsWith("{\"version\":1,");
    byte[] key = odd.get(0).key().value().getBytes(UTF_8);
    sender.sendRaw(new ProducerRecord<>(topic, key, withoutId.getBytes(UTF_8)));
    sender.sendRaw(new ProducerRecord<>(topic, null, CommandWriter.write(odd.get(1))));
    sender.sendRaw(
        new ProducerRecord<>(
            topic, "callback:MOMO:another".getBytes(UTF_8), CommandWriter.write(odd.get(2))));
    ProducerRecord<byte[], byte[]> strange =
        new ProducerRecord<>(topic, NO_TEXT, CommandWriter.write(odd.get(3)));
    for (String name :
        List.of(
            RecordHeaders.COMMAND_ID,
            RecordHeaders.REPLY_TO,
            RecordHeaders.RETRY_ATTEMPT,
            RecordHeaders.PARKED_SINCE,
            RecordHeaders.ORIGIN,
            RecordHeaders.REDRIVE_OF,
            "traceparent")) {
      strange.headers().add(name, NO_TEXT);
    }
    sender.sendRaw(strange);
  }

  /** The one outcome whose command id nobody chose speaks of the command that came without. */
  private static void awaitDerivedOutcome(Run run, Traffic traffic, CallbackCommand withoutId) {
    Set<UUID> chosen = new HashSet<>();
    traffic.creates().forEach(create -> chosen.add(create.commandId()));
    traffic.callbacks().forEach(callback -> chosen.add(callback.commandId()));
    chosen.remove(withoutId.commandId());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Map<UUID, List<OutcomeMessage>> outcomes = new HashMap<>(run.evidence().outcomes());
              outcomes.keySet().removeAll(chosen);
              assertThat(outcomes).as("outcomes under ids that nobody chose").hasSize(1);
              assertThat(outcomes)
                  .doesNotContainKey(withoutId.commandId())
                  .allSatisfy(
                      (_, published) ->
                          assertThat(published)
                              .allMatch(one -> one.key().equals(withoutId.key().value())));
            });
  }

  /** Sets the group back to the log's start, as an operator may with Kafka's own tools. */
  private void rewind() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
    for (int partition = 0; partition < Installation.PARTITIONS; partition++) {
      starts.put(new TopicPartition(topic, partition), new OffsetAndMetadata(0));
    }
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                installation.servers().bootstrapServers()))) {
      admin
          .alterConsumerGroupOffsets(
              installation.servers().namespace() + "payonce.callback", starts)
          .all()
          .get();
    }
  }

  private TopicLog retries(RetryTier tier) {
    return new TopicLog(installation, installation.topics().retry(CommandKind.CALLBACK, tier));
  }

  private static void assertHealthy(CallbackProcessor processor) {
    assertThat(new Management(processor.managementPort()).ready().body())
        .contains("\"status\":\"ready\"");
  }

  private static long seed() {
    System.err.println("BadRecordsIT: -Dpayonce.seed=" + SEED);
    return SEED;
  }
}
