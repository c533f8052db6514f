package io.payonce.system;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Callbacks that outrun the creates of their transactions, as they do after a rewind. */
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class LateCreateIT {
  private static final long SEED = Long.getLong("payonce.seed", System.nanoTime());
  private static final int CALLBACKS = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void callbacks_that_come_before_their_create_wait_and_are_applied_once(TestServers servers) {
    System.err.println("LateCreateIT: -Dpayonce.seed=" + SEED);
    Installation installation = Installation.on(servers);
    Traffic traffic = Traffic.of(SEED, CALLBACKS);
    List<CallbackCommand> callbacks = traffic.callbacks();
    String firstTier = installation.topics().retry(CommandKind.CALLBACK, RetryTier.FIVE_SECONDS);
    String dead = installation.topics().deadLetters(CommandKind.CALLBACK);
    try (CallbackProcessor processor = installation.startProcessor();
        Run run = new Run(installation, traffic);
        TopicLog parked = new TopicLog(installation, firstTier);
        TopicLog deadLetters = new TopicLog(installation, dead)) {
      run.send(callbacks);
      await().atMost(PATIENCE).until(() -> commands(parked) == callbacks.size());
      assertThat(parked.read())
          .allSatisfy(record -> assertThat(reason(record)).isEqualTo("unknown-transaction"));
      assertThat(run.evidence().outcomes()).as("waiting is no decision").isEmpty();
      assertThat(installation.database().rows("SELECT command_id FROM transaction_events"))
          .as("waiting leaves no trace")
          .isEmpty();
      run.openOrders();
      run.awaitOutcomes(callbacks);
      run.checkGuarantees();
      assertThat(deadLetters.read()).isEmpty();
    }
  }

  @Test
  void callback_that_waited_for_its_whole_time_is_a_dead_letter_with_an_outcome(TestServers servers)
      throws ExecutionException, InterruptedException {
    Installation installation = Installation.on(servers);
    Traffic traffic = Traffic.of(SEED, 12);
    CallbackCommand callback = traffic.callbacks().getFirst();
    String lastTier = installation.topics().retry(CommandKind.CALLBACK, RetryTier.TEN_MINUTES);
    String dead = installation.topics().deadLetters(CommandKind.CALLBACK);
    try (CallbackProcessor _ = installation.startProcessor();
        CommandSender sender = new CommandSender(installation);
        OutcomeLog outcomes = new OutcomeLog(installation);
        TopicLog deadLetters = new TopicLog(installation, dead)) {
      ProducerRecord<byte[], byte[]> parked =
          new ProducerRecord<>(
              lastTier,
              null,
              ago(Duration.ofMinutes(11)),
              callback.key().value().getBytes(UTF_8),
              CommandWriter.write(callback));
      header(parked, RecordHeaders.COMMAND_ID, callback.commandId().toString());
      header(parked, RecordHeaders.RETRY_ATTEMPT, "201");
      header(parked, RecordHeaders.PARKED_SINCE, String.valueOf(ago(Duration.ofHours(25))));
      sender.sendRaw(parked);
      await().atMost(PATIENCE).until(() -> !outcomes.read().isEmpty());
      assertThat(outcomes.read().getOrDefault(callback.commandId(), List.of()))
          .singleElement()
          .isInstanceOfSatisfying(
              OutcomeMessage.DeadLettered.class,
              letter -> assertThat(letter.reason()).isEqualTo("unknown-transaction"));
      assertThat(deadLetters.read()).hasSize(1);
    }
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }

  private static long ago(Duration time) {
    return Instant.now().minus(time).toEpochMilli();
  }

  /** Some of them may have been looked at again meanwhile. */
  private static long commands(TopicLog parked) {
    return parked.read().stream()
        .map(record -> RawRecord.header(record, RecordHeaders.COMMAND_ID))
        .distinct()
        .count();
  }

  private static String reason(ConsumerRecord<byte[], byte[]> record) {
    return RawRecord.header(record, RecordHeaders.RETRY_REASON);
  }
}
