package io.payonce.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.AllowLeaks;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandWriter;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million callbacks that are applied already are replayed, with a heap that holds a fraction of
 * them: it finishes and changes nothing. {@code -Dsoak}; {@code -Dpayonce.records=N} for another
 * number.
 */
@ExtendWith(EmbeddedServersExtension.class)
@EnabledIfSystemProperty(named = "soak", matches = ".*")
class ReplaySoakIT {
  private static final int RECORDS = Integer.getInteger("payonce.records", 1_000_000);
  private static final int ORDERS = RECORDS / 5 * 4;
  private static final Instant RECEIVED_AT = Instant.parse("2026-11-20T12:00:00Z");
  private static final int MEBIBYTE = 1024 * 1024;
  private static final String HEAP = "-Xmx64m";
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  @TempDir private Path folder;

  @Test
  @AllowLeaks("the processor of another process")
  void million_applied_callbacks_are_replayed_in_constant_memory(TestServers servers)
      throws IOException {
    Installation installation = Installation.on(servers);
    Database database = installation.database();
    try (PaymentStore store =
        PaymentStore.open(StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 2))) {
      store.migrate();
    }
    openOrders(database);
    publish(installation);
    try (ProcessorProcess _ =
        ProcessorProcess.start(installation, Map.of("CALLBACK_WORKERS", "2"))) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () ->
                  database.number(
                          "SELECT coalesce(sum(next_offset), 0) FROM partition_progress WHERE topic"
                              + " LIKE '%payment.callback'")
                      >= RECORDS);
    }
    String before = OlderCopy.digest(database);

    replay(installation);

    assertThat(OlderCopy.digest(database)).isEqualTo(before);
  }

  private void replay(Installation installation) throws IOException {
    Path state = folder.resolve("replay.json");
    try (ReplayProcess process =
        ReplayProcess.start(
            installation.processorEnvironment(), state, "callback --from-oldest", List.of(HEAP))) {
      process.awaitRecords(RECORDS / 10);
      ReplayProcess.Memory early = process.memory();
      process.awaitRecords(RECORDS * 9L / 10);
      ReplayProcess.Memory late = process.memory();
      ReplayCall call = process.end();
      System.err.printf(
          "ReplaySoakIT: %s; %s, resident after a tenth %d MiB, at the most %d MiB%n",
          call.summary(), HEAP, early.now() / MEBIBYTE, late.most() / MEBIBYTE);
      assertThat(call.exitCode()).as(call.err()).isZero();
      assertThat(call.all("records")).isEqualTo(RECORDS);
      assertThat(call.all("applied")).isEqualTo(ORDERS);
      assertThat(call.all("changed")).isZero();
      assertThat(call.all("published")).isZero();
    }
  }

  /** As creates would have left them. */
  private static void openOrders(Database database) {
    String numbers = " FROM generate_series(0, %d) AS n".formatted(ORDERS - 1);
    database.execute(
        "INSERT INTO inventory SELECT 'SKU-' || n, 1000000 FROM generate_series(0, 99) AS n");
    database.execute(
        "INSERT INTO orders (order_id, amount, currency, status, version) SELECT 'ORD-' || n, 1000,"
            + " 'VND', 'PENDING', 1"
            + numbers);
    database.execute("INSERT INTO order_items SELECT 'ORD-' || n, 'SKU-' || n % 100, 1" + numbers);
    database.execute(
        "INSERT INTO transactions (transaction_id, order_id, kind, method, amount, currency,"
            + " status, created_at, expires_at) SELECT '260101_' || lpad(n::text, 26, '0'), 'ORD-'"
            + " || n, 'PAYMENT', 'VNPAY', 1000, 'VND', 'PENDING', now(), now() + interval '1 day'"
            + numbers);
    database.execute("ANALYZE");
  }

  /** Every fifth is a repeat under another command id. */
  private static void publish(Installation installation) {
    String topic = installation.topics().commands(CommandKind.CALLBACK);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                installation.servers().bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                5),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int position = 0; position < RECORDS; position++) {
        int order = position % 5 == 4 ? position / 5 * 4 : position / 5 * 4 + position % 5;
        CallbackCommand command = callback(position, order);
        producer.send(
            new ProducerRecord<>(
                topic, command.key().value().getBytes(UTF_8), CommandWriter.write(command)));
      }
      producer.flush();
    }
  }

  private static CallbackCommand callback(int position, int order) {
    return new CallbackCommand(
        new UUID(0x7000, 0x8000_0000_0000_0000L | position),
        RECEIVED_AT,
        PaymentMethod.VNPAY,
        new TransactionId("260101_%026d".formatted(order)),
        new Claim(Claim.Status.SUCCEEDED, new Money(1_000, "VND"), "G" + order),
        new CallbackCommand.Evidence(
            CallbackCommand.Source.IPN, Map.of("vnp_OrderInfo", "x".repeat(300)), "0".repeat(64)));
  }
}
