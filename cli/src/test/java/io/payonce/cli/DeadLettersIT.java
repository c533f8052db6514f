package io.payonce.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.Claim;
import io.payonce.payments.OrderId;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RefundCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class DeadLettersIT {
  private static final UUID CALLBACK_ID = new UUID(0x7001, 1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Workplace place;

  DeadLettersIT(TestServers servers) {
    place = new Workplace(servers);
  }

  @BeforeEach
  void open() {
    place.createTopics(2);
    place.createTables();
  }

  @AfterEach
  void close() {
    place.close();
  }

  @Test
  void what_was_given_up_is_applied_once_when_it_is_sent_again_however_often() {
    place.execute("INSERT INTO inventory VALUES ('tea', 10)");
    CreateCommand create = Workplace.create("o-1", 1);
    try (CallbackProcessor processor = place.startProcessor()) {
      assertThat(processor.managementPort()).isPositive();
      String letter = callbackGivenUp(create);
      place.broker().send(create);
      await().atMost(PATIENCE).until(() -> place.number("SELECT count(*) FROM orders") == 1);

      assertNothingGoesWithoutAYes(letter);
      CommandRun redriven = redrive(letter, "--yes", "--by", "Ann");
      assertThat(redriven.exitCode()).as(redriven.err()).isZero();
      ConsumerRecord<byte[], byte[]> applied = awaitOutcomes(2).getLast();
      String commandId = place.text("SELECT command_id FROM dead_letter_actions");
      assertThat(commandId).isNotEqualTo(CALLBACK_ID.toString());
      assertThat(redriven.out()).contains("Sent again: 1.", commandId);
      assertThat(value(applied)).contains("APPLIED", commandId);
      assertThat(Broker.header(applied, RecordHeaders.REDRIVE_OF))
          .isEqualTo(deadLetters() + letter.replace("callback", "").replace('/', ' '));
      assertThat(Broker.header(applied, RecordHeaders.REDRIVEN_COMMAND))
          .isEqualTo(CALLBACK_ID.toString());

      assertThat(sent().getLast().headers())
          .as("nothing is left of the former sending")
          .extracting(Header::key)
          .containsExactlyInAnyOrder(
              RecordHeaders.COMMAND_ID,
              RecordHeaders.REDRIVE_OF,
              RecordHeaders.REDRIVE_ATTEMPT,
              RecordHeaders.REDRIVEN_COMMAND);

      CommandRun again = redrive(letter, "--yes");
      assertThat(again.exitCode()).isZero();
      assertThat(again.out()).contains("was sent again before, as command " + commandId);
      assertThat(redrive(letter, "--yes", "--force").exitCode()).isZero();
      assertThat(awaitOutcomes(3).getLast().value()).isEqualTo(applied.value());

      place.execute("TRUNCATE dead_letter_actions"); // As a database that went back has forgotten.
      assertThat(ids("list")).containsExactly(letter);
      assertThat(redrive("--all", "--yes").exitCode()).isZero();
      assertThat(awaitOutcomes(4).getLast().value()).isEqualTo(applied.value());
      assertThat(ids("list")).isEmpty();
    }
    assertThat(place.text("SELECT status FROM orders")).isEqualTo("PAID");
    assertThat(place.number("SELECT on_hand FROM inventory")).isEqualTo(7);
    assertThat(place.number("SELECT count(*) FROM transaction_events WHERE outcome = 'APPLIED'"))
        .as("the create and the callback")
        .isEqualTo(2);
  }

  /** A callback that waited in vain for a day; its letter's name. */
  private String callbackGivenUp(CreateCommand create) {
    TransactionId payment = TransactionId.mintedBy(create.commandId(), create.acceptedAt());
    CallbackCommand callback =
        new CallbackCommand(
            CALLBACK_ID,
            create.acceptedAt(),
            PaymentMethod.VNPAY,
            payment,
            new Claim(Claim.Status.SUCCEEDED, Workplace.PRICE, "77"),
            new CallbackCommand.Evidence(CallbackCommand.Source.IPN, Map.of(), ""));
    long since = Instant.now().minus(Duration.ofHours(25)).toEpochMilli();
    place
        .broker()
        .send(
            callback,
            RecordHeaders.RETRY_ATTEMPT,
            "147",
            RecordHeaders.PARKED_SINCE,
            String.valueOf(since));
    await().atMost(PATIENCE).until(() -> place.broker().all(deadLetters()).size() == 1);
    assertThat(value(awaitOutcomes(1).getLast())).contains("DEAD_LETTERED", CALLBACK_ID.toString());
    JsonNode listed = place.json("dead-letters", "list", "--json").get(0);
    assertThat(listed.path("state").asText()).isEqualTo("open");
    assertThat(listed.path("reason").asText()).isEqualTo("unknown-transaction");
    assertThat(listed.path("key").asText()).isEqualTo("callback:VNPAY:" + payment);
    assertThat(listed.path("source").path("topic").asText())
        .isEqualTo(place.broker().topics().commands(CommandKind.CALLBACK));
    CommandRun page = place.run("dead-letters", "show", listed.path("id").asText());
    assertThat(page.out())
        .contains("unknown-transaction", payment.value(), "SUCCEEDED", "retry-attempt", "147");
    return listed.path("id").asText();
  }

  private void assertNothingGoesWithoutAYes(String letter) {
    CommandRun dry = redrive(letter, "--dry-run");
    assertThat(dry.exitCode()).isZero();
    assertThat(dry.out()).contains("1 dead letters are to be sent again", letter, "dry run");
    CommandRun silent = redrive("--all");
    assertThat(silent.exitCode()).isEqualTo(1);
    assertThat(silent.err()).contains("Send 1 again?", "nothing was published");
    assertThat(sent()).hasSize(1);
    assertThat(place.number("SELECT count(*) FROM dead_letter_actions")).isZero();
  }

  @Test
  void what_dies_again_and_again_is_parked_and_goes_on_only_by_force() {
    ProducerRecord<byte[], byte[]> broken =
        new ProducerRecord<>(
            place.broker().topics().commands(CommandKind.CALLBACK), 1, null, bytes("}{"));
    try (CallbackProcessor processor = place.startProcessor()) {
      assertThat(processor.managementPort()).isPositive();
      place.broker().send(broken, RecordHeaders.COMMAND_ID, CALLBACK_ID.toString());
      await().atMost(PATIENCE).until(() -> place.broker().all(deadLetters()).size() == 1);
      assertThat(redrive("callback/1/0", "--yes", "--attempts", "1").exitCode()).isZero();
      await().atMost(PATIENCE).until(() -> place.broker().all(deadLetters()).size() == 2);

      CommandRun parked = redrive("--all", "--yes", "--attempts", "1");
      assertThat(parked.exitCode()).isEqualTo(4);
      assertThat(parked.out()).contains("callback/1/1 is parked: it was sent again 1 times before");
      assertThat(ids("list", "--state", "parked")).containsExactly("callback/1/1");
      assertThat(redrive("callback/1/1", "--yes").exitCode()).isEqualTo(4);
      assertThat(redrive("--all", "--yes").out()).contains("Sent again: 0.");

      assertThat(redrive("callback/1/1", "--yes", "--force").exitCode()).isZero();
      await().atMost(PATIENCE).until(() -> place.broker().all(deadLetters()).size() == 3);
    }
    List<ConsumerRecord<byte[], byte[]>> sent = sent();
    assertThat(sent).allMatch(record -> record.partition() == 1 && value(record).equals("}{"));
    assertThat(headers(sent, RecordHeaders.REDRIVE_ATTEMPT)).containsExactly("", "1", "2");
    assertThat(headers(sent, RecordHeaders.COMMAND_ID)).doesNotHaveDuplicates();
    assertThat(headers(sent, RecordHeaders.REDRIVEN_COMMAND))
        .containsExactly("", CALLBACK_ID.toString(), CALLBACK_ID.toString());
    assertThat(headers(sent, RecordHeaders.DEAD_LETTER_REASON)).containsOnly("");
  }

  @Test
  void letters_are_found_by_what_they_are_and_discarded_with_a_reason() {
    letter(CommandKind.CREATE, "payment:create:o-1", "{}", "undecodable: amount");
    letter(CommandKind.CALLBACK, "callback:MOMO:t-1", "\u001b[2J\u00ff", "unknown-transaction");
    letter(CommandKind.CALLBACK, "callback:VNPAY:t-2", "x", "unknown-transaction");
    letter(CommandKind.REFUND, "payment:refund:o-1", null, "too-large: elsewhere");

    assertThat(ids("list")).hasSize(4);
    assertThat(ids("list", "--kind", "create,refund")).hasSize(2);
    assertThat(ids("list", "--reason", "UNKNOWN")).hasSize(2);
    assertThat(ids("list", "--method", "MOMO")).hasSize(1);
    assertThat(ids("list", "--since", "1h", "--until", "2099-01-01T00:00:00Z")).hasSize(4);
    assertThat(ids("list", "--until", "1h")).isEmpty();
    assertThat(ids("list", "--since", "2099-01-01T00:00:00Z")).isEmpty();
    CommandRun limited = place.run("dead-letters", "list", "--limit", "3");
    assertThat(limited.out().lines()).hasSize(4);
    assertThat(limited.err()).contains("more than 3");

    String strange = ids("list", "--method", "MOMO").getFirst();
    CommandRun page = place.run("dead-letters", "show", strange);
    assertThat(page.out()).contains("\\u{1b}[2J").doesNotContain("\u001b");
    assertThat(place.json("dead-letters", "show", strange, "--json").path("valueBytes").asInt())
        .isEqualTo(6);

    CommandRun discarded = discard(strange, "--because", "a test of theirs", "--by", "Bob");
    assertThat(discarded.exitCode()).as(discarded.err()).isZero();
    assertThat(discard(strange, "--because", "again").out()).contains("discarded already");
    assertThat(ids("list", "--state", "discarded")).containsExactly(strange);
    assertThat(place.run("dead-letters", "show", strange).out())
        .contains("discarded by Bob: a test of theirs");
    assertThat(redrive(strange, "--yes").exitCode()).isEqualTo(4);
    String large = ids("list", "--kind", "refund").getFirst();
    assertThat(redrive(large, "--yes", "--force").out()).contains("has no bytes: they are at");
    assertThat(redrive(strange, "--yes", "--force").exitCode()).isZero();
    assertThat(place.run("dead-letters", "discard", strange, "--because", "no").exitCode())
        .isEqualTo(1);
  }

  @Test
  void a_refund_that_was_opened_goes_on_under_its_own_id() {
    UUID id = new UUID(0x7002, 1);
    RefundCommand refund =
        new RefundCommand(
            id,
            Instant.parse("2026-11-24T08:00:00Z"),
            new OrderId("o-1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "");
    TransactionId opened = TransactionId.mintedBy(id, refund.acceptedAt());
    String value = new String(CommandWriter.write(refund), UTF_8);
    letter(CommandKind.REFUND, refund.key().value(), value, "gateway-away");
    place.execute("INSERT INTO orders VALUES ('o-1', 10000, 'VND', 'PAID', 1)");
    for (String transaction :
        List.of(
            "('t-1', 'o-1', 'PAYMENT', 'VNPAY', 10000, 'VND', 'SUCCEEDED', '77', now(), now())",
            "('%s', 'o-1', 'REFUND', 'VNPAY', 10000, 'VND', 'REQUESTED', '', now(), null)"
                .formatted(opened))) {
      place.execute("INSERT INTO transactions VALUES " + transaction);
    }
    place.execute(
        "INSERT INTO refunds (transaction_id, payment_id, refund_id) VALUES ('%s', 't-1', '')"
            .formatted(opened));

    assertThat(redrive("--all", "--yes").exitCode()).isZero();
    place.execute("DELETE FROM refunds");
    assertThat(redrive(ids("list", "--state", "redriven").getFirst(), "--yes", "--force").err())
        .isEmpty();
    List<ConsumerRecord<byte[], byte[]>> sent =
        place.broker().all(place.broker().topics().commands(CommandKind.REFUND));
    assertThat(headers(sent, RecordHeaders.COMMAND_ID))
        .hasSize(2)
        .startsWith(id.toString())
        .doesNotHaveDuplicates();
  }

  @Test
  void what_is_not_there_or_away_is_exit_code_1() {
    assertThat(place.run("dead-letters", "show", "callback/0/5").exitCode()).isEqualTo(1);
    assertThat(redrive("callback/7/0", "--yes").err()).contains("no dead letter callback/7/0");
    CommandRun kafka =
        place.runWith(
            "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", "dead-letters", "redrive", "--all", "--yes");
    assertThat(kafka.exitCode()).isEqualTo(1);
    assertThat(kafka.err()).contains("Kafka does not answer");
    CommandRun database =
        place.runWith("POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/x", "dead-letters", "list");
    assertThat(database.exitCode()).isEqualTo(1);
    assertThat(database.err()).contains("database");
    CommandRun nowhere =
        place.runWith("KAFKA_BOOTSTRAP_SERVERS", "nowhere.invalid:1", "dead-letters", "list");
    assertThat(nowhere.exitCode()).isEqualTo(1);
    assertThat(nowhere.err()).contains("Kafka does not answer");
  }

  @Test
  void letters_beyond_the_limit_are_left_and_the_exit_code_says_so() {
    letter(CommandKind.CALLBACK, "callback:VNPAY:t-1", "x", "unknown-transaction");
    letter(CommandKind.CALLBACK, "callback:VNPAY:t-2", "y", "unknown-transaction");

    assertThat(redrive("--all", "--limit", "1", "--dry-run").exitCode()).isEqualTo(4);
    CommandRun first = redrive("--all", "--limit", "1", "--yes");
    assertThat(first.exitCode()).isEqualTo(4);
    assertThat(first.out()).contains("Sent again: 1.");
    assertThat(first.err()).contains("there are more than 1");
    CommandRun second = redrive("--all", "--limit", "1", "--yes");
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(sent()).hasSize(2);
  }

  private void letter(CommandKind kind, String key, @Nullable String value, String reason) {
    place
        .broker()
        .send(
            new ProducerRecord<>(
                place.broker().topics().deadLetters(kind),
                bytes(key),
                value == null ? null : bytes(value)),
            RecordHeaders.DEAD_LETTER_REASON,
            reason,
            RecordHeaders.DEAD_LETTER_SOURCE,
            "somewhere 0 1");
  }

  private List<ConsumerRecord<byte[], byte[]>> awaitOutcomes(int count) {
    String topic = place.broker().topics().outcomes();
    await().atMost(PATIENCE).until(() -> callbackOutcomes(topic).size() >= count);
    assertThat(callbackOutcomes(topic)).hasSize(count);
    return callbackOutcomes(topic);
  }

  private List<ConsumerRecord<byte[], byte[]>> callbackOutcomes(String topic) {
    return place.broker().all(topic).stream()
        .filter(record -> value(record).contains("\"kind\":\"CALLBACK\""))
        .toList();
  }

  private CommandRun redrive(String... arguments) {
    return command("redrive", arguments);
  }

  private CommandRun discard(String... arguments) {
    return command("discard", arguments);
  }

  private CommandRun command(String name, String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "dead-letters";
    all[1] = name;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return place.run(all);
  }

  private List<String> ids(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "dead-letters";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 1] = "--json";
    return place.json(all).findValuesAsText("id");
  }

  /** All callback commands, as they were sent. */
  private List<ConsumerRecord<byte[], byte[]>> sent() {
    return place.broker().all(place.broker().topics().commands(CommandKind.CALLBACK));
  }

  private String deadLetters() {
    return place.broker().topics().deadLetters(CommandKind.CALLBACK);
  }

  private static List<String> headers(List<ConsumerRecord<byte[], byte[]>> records, String name) {
    return records.stream().map(record -> Broker.header(record, name)).toList();
  }

  private static String value(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
