package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RetryTier;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
      await().atMost(PATIENCE).until(() -> parked.read().size() == callbacks.size());
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

  private static String reason(ConsumerRecord<byte[], byte[]> record) {
    return RawRecord.header(record, RecordHeaders.RETRY_REASON);
  }
}
