package io.payonce.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.uuid.Generators;
import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.Claim;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Commands that a foreign producer publishes inside Kafka transactions, some of them aborted: the
 * log then holds records that must not be seen, and markers that take offsets and are no records.
 */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class KafkaTransactionsIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int CALLBACKS = 400;
  private static final int IN_A_TRANSACTION = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Installation installation;
  private final String topic;
  private final List<UUID> aborted = new ArrayList<>();

  KafkaTransactionsIT(TestServers servers) {
    installation = Installation.on(servers);
    topic = installation.topics().commands(CommandKind.CALLBACK);
  }

  @Test
  void what_was_aborted_has_no_effect_and_everything_else_has(TestServers servers) {
    System.err.println("KafkaTransactionsIT: -Dpayonce.seed=" + SEED);
    Traffic traffic = Traffic.of(SEED, CALLBACKS);
    List<CallbackCommand> callbacks = traffic.callbacks();
    List<CallbackCommand> first = callbacks.subList(0, callbacks.size() - IN_A_TRANSACTION);
    List<CallbackCommand> last = callbacks.subList(first.size(), callbacks.size());
    Sent sent = new Sent();
    try (Producer<byte[], byte[]> producer = transactionalProducer();
        TopicLog log = new TopicLog(installation, topic);
        Run run = new Run(installation, traffic)) {
      try (CallbackProcessor processor = installation.startProcessor()) {
        run.openOrders();
        commitAndAbort(producer, first, sent);
        run.awaitOutcomes(first);
        awaitEndOfLog(log);
      }
      try (CallbackProcessor processor = installation.startProcessor()) {
        commit(producer, last, sent);
        run.awaitOutcomes(last);
        awaitEndOfLog(log);
        Management management = new Management(processor.managementPort());
        assertThat(management.metric("payonce_rewinds_total")).as("rewinds").isZero();
        assertThat(management.metric("payonce_fence_losses_total")).as("lost fences").isZero();
        assertThat(management.metric("payonce_batch_records_sum", "source=\"commands\""))
            .as("records since the restart")
            .isBetween((double) last.size(), 2.0 * last.size());
      }
      assertNothingAborted(run);
      Guarantee.checkAll(
          new Evidence(traffic, sent, run.evidence().outcomes(), installation.database(), servers));
    }
  }

  /** Each transaction that commits is followed by one that does not, to the very end of the log. */
  private void commitAndAbort(
      Producer<byte[], byte[]> producer, List<CallbackCommand> callbacks, Sent sent) {
    for (int at = 0; at < callbacks.size(); at += IN_A_TRANSACTION) {
      List<CallbackCommand> some =
          callbacks.subList(at, Math.min(at + IN_A_TRANSACTION, callbacks.size()));
      commit(producer, some, sent);
      producer.beginTransaction();
      for (CallbackCommand callback : some) {
        CallbackCommand contradiction = withAnotherNumber(callback);
        aborted.add(contradiction.commandId());
        send(producer, contradiction);
      }
      producer.flush();
      producer.abortTransaction();
    }
  }

  private void commit(
      Producer<byte[], byte[]> producer, List<CallbackCommand> callbacks, Sent sent) {
    producer.beginTransaction();
    callbacks.forEach(callback -> send(producer, callback));
    producer.commitTransaction();
    callbacks.forEach(sent::add);
  }

  private void send(Producer<byte[], byte[]> producer, CallbackCommand callback) {
    byte[] key = callback.key().value().getBytes(UTF_8);
    // A failed send fails the commit, which throws.
    var _ = producer.send(new ProducerRecord<>(topic, key, CommandWriter.write(callback)));
  }

  /** Applied, it would pay what is not paid, or stand in the way of what is. */
  private static CallbackCommand withAnotherNumber(CallbackCommand callback) {
    return new CallbackCommand(
        Generators.timeBasedEpochGenerator().generate(),
        callback.receivedAt(),
        callback.method(),
        callback.transactionId(),
        new Claim(Claim.Status.SUCCEEDED, callback.claim().amount(), "666"),
        callback.evidence());
  }

  private void assertNothingAborted(Run run) {
    Set<UUID> seen = new HashSet<>(run.evidence().outcomes().keySet());
    seen.retainAll(aborted);
    assertThat(seen).as("aborted commands with an outcome").isEmpty();
    assertThat(
            installation
                .database()
                .rows("SELECT command_id FROM transaction_events WHERE said LIKE '%|666'"))
        .as("decisions on aborted commands")
        .isEmpty();
  }

  /** The markers at the end are no records, and are read past all the same. */
  private void awaitEndOfLog(TopicLog log) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        installation
                            .database()
                            .rows(
                                """
                                SELECT partition, next_offset FROM partition_progress
                                 WHERE topic = ? ORDER BY partition
                                """,
                                topic))
                    .isEqualTo(log.ends()));
  }

  private Producer<byte[], byte[]> transactionalProducer() {
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                installation.servers().bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                installation.servers().namespace() + "foreign"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }
}
