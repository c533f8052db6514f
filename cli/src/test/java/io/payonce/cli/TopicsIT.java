package io.payonce.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.schemas.CommandKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
@Timeout(120)
class TopicsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Workplace place;
  private final String creates;

  TopicsIT(TestServers servers) {
    place = new Workplace(servers);
    creates = place.broker().topics().commands(CommandKind.CREATE);
  }

  @AfterEach
  void close() {
    place.close();
  }

  @Test
  void missing_topics_are_created_and_only_what_is_safe_is_mended() {
    assertThat(place.run("topics", "check").exitCode()).isEqualTo(1);
    assertThat(place.run("topics", "check").out())
        .contains("single broker", creates + " is not there", "say --partitions N");
    CommandRun refused = place.run("topics", "apply", "--partitions", "2", "--yes");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("--single-broker");
    assertThat(apply("--partitions", "2", "--dry-run").out()).contains("dry run");
    assertThat(apply("--partitions", "2").err()).contains("Make these 17 changes?");
    assertThat(topics().findValuesAsText("exists")).containsOnly("false");

    String odd = place.broker().topics().deadLetters(CommandKind.REFUND);
    place.createTopic(odd, 3);
    CommandRun applied = apply("--partitions", "2", "--yes");
    assertThat(applied.exitCode()).as("%s", applied).isEqualTo(4);
    assertThat(applied.out()).contains(odd + " has 3 partitions", "keys would move");
    place.broker().deleteTopics(List.of(odd));
    await().atMost(PATIENCE).until(() -> apply("--yes").exitCode() == 0);
    assertThat(topics().findValuesAsText("partitions")).hasSize(17).containsOnly("2");

    place.broker().configure(creates, "retention.ms", "3600000");
    place.broker().configure(creates, "cleanup.policy", "compact");
    place.broker().configure(creates, "max.message.bytes", "2000000");
    CommandRun check = place.run("topics", "check", "--single-broker");
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out()).contains("keeps records for 1h, less than 14 days");
    CommandRun mended = apply("--yes", "--retention-days", "7");
    assertThat(mended.exitCode()).isEqualTo(4);
    assertThat(mended.out()).contains("would drop what is older");
    place.broker().configure(creates, "cleanup.policy", "delete");
    JsonNode after = topics("--retention-days", "7");
    assertThat(after.path("findings")).isEmpty();
    assertThat(retention(after, creates)).isEqualTo(Duration.ofDays(7).toMillis());
    assertThat(retention(after, place.broker().topics().outcomes()))
        .as("nothing is lowered")
        .isEqualTo(Duration.ofDays(14).toMillis());
  }

  private CommandRun apply(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "topics";
    all[1] = "apply";
    all[2] = "--single-broker";
    System.arraycopy(more, 0, all, 3, more.length);
    return place.run(all);
  }

  private JsonNode topics(String... more) {
    String[] all = new String[more.length + 4];
    all[0] = "topics";
    all[1] = "check";
    all[2] = "--single-broker";
    all[3] = "--json";
    System.arraycopy(more, 0, all, 4, more.length);
    CommandRun run = place.run(all);
    assertThat(run.err()).isEmpty();
    return Workplace.read(run.out());
  }

  private static long retention(JsonNode page, String topic) {
    for (JsonNode entry : page.path("topics")) {
      if (entry.path("name").asText().equals(topic)) {
        return entry.path("retentionMs").asLong();
      }
    }
    throw new AssertionError("not there: " + topic);
  }

  @Test
  void gaps_are_accepted_under_a_running_worker_which_goes_on_by_itself() {
    place.createTopics(1);
    send(1, 3);
    place.broker().deleteBefore(creates, 2);
    try (CallbackProcessor processor = place.startProcessor()) {
      await().atMost(PATIENCE).until(() -> readiness(processor).contains("0 to 1 are gone"));
      CommandRun run = accept("--yes", "--by", "Ann");
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("Given up for good: offsets 0 to 1, which this database has never read");
      awaitOrders(1);
      CommandRun nothing = accept("--yes");
      assertThat(nothing.exitCode()).isEqualTo(1);
      assertThat(nothing.err()).contains("nothing is missing");

      place.broker().deleteTopics(List.of(creates));
      await().atMost(PATIENCE).until(() -> accept("--yes").err().contains("there is no"));
      place.createTopic(creates, 1);
      send(4, 5);
      await().atMost(PATIENCE).until(() -> readiness(processor).contains("created anew"));
      CommandRun silent = accept();
      assertThat(silent.exitCode()).isEqualTo(1);
      assertThat(silent.out()).contains("whatever the topic with id", "held from offset 3 on");
      assertThat(place.number("SELECT count(*) FROM gap_acceptances")).isOne();
      assertThat(accept("--yes").exitCode()).isZero();
      awaitOrders(3);
      await().atMost(PATIENCE).until(() -> readiness(processor).contains("\"status\":\"ready\""));
    }
    place.broker().deleteBefore(creates, 2);
    send(6, 8);
    place.broker().deleteBefore(creates, 4);
    try (CallbackProcessor processor = place.startProcessor()) {
      await().atMost(PATIENCE).until(() -> readiness(processor).contains("2 to 3 are gone"));
      assertThat(accept("--yes").out()).contains("offsets 2 to 3");
      awaitOrders(4);
    }
    assertThat(place.text("SELECT string_agg(order_id, ' ' ORDER BY order_id) FROM orders"))
        .isEqualTo("o-3 o-4 o-5 o-8");
    assertThat(
            place.text("SELECT done_by || ': ' || reason FROM gap_acceptances ORDER BY 1 LIMIT 1"))
        .isEqualTo("Ann: a disk was lost");
  }

  private void send(int from, int to) {
    for (int number = from; number <= to; number++) {
      place.broker().send(Workplace.create("o-" + number, number));
    }
  }

  private void awaitOrders(int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(place.number("SELECT count(*) FROM orders")).isEqualTo(count));
  }

  private CommandRun accept(String... more) {
    String[] all = new String[more.length + 6];
    String[] first = {
      "topics", "accept-gap", "payment.create", "0", "--because", "a disk was lost"
    };
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return place.run(all);
  }

  private static String readiness(CallbackProcessor processor) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI page = URI.create("http://127.0.0.1:" + processor.managementPort() + "/health/ready");
      return client
          .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void what_cannot_be_looked_at_after_it_was_mended_is_not_called_unchanged() {
    place.createTopics(2);
    assertThat(apply("--yes").exitCode()).isZero();
    place.broker().configure(creates, "retention.ms", "3600000");
    CommandRun applied =
        place.runTelling(
            line -> {
              if (line.startsWith("Done:")) {
                Thread.currentThread().interrupt();
              }
            },
            "topics",
            "apply",
            "--single-broker",
            "--yes");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(applied.exitCode()).isEqualTo(3);
    assertThat(applied.out()).contains("Done: " + creates);
    assertThat(applied.err()).contains("what is left to do is not known");
    assertThat(topics().path("findings")).isEmpty();
  }

  @Test
  void servers_that_are_away_are_told_and_told_from_findings() {
    CommandRun check = place.runWith("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", "topics", "check");
    assertThat(check.exitCode()).isEqualTo(3);
    assertThat(check.err()).contains("Kafka");
    CommandRun nowhere =
        place.runWith("KAFKA_BOOTSTRAP_SERVERS", "nowhere.invalid:1", "topics", "check");
    assertThat(nowhere.exitCode()).as("its name is not known").isEqualTo(3);
    assertThat(nowhere.err()).contains("Kafka does not answer");
    assertThat(CommandRun.in(Map.of(), "topics", "check").err())
        .contains("KAFKA_BOOTSTRAP_SERVERS");
  }
}
