package io.payonce.runtime.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.payonce.runtime.Logging;
import io.payonce.runtime.SettingsReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CommandLogTest {
  private static final UUID ID = new UUID(1, 2);

  private final PrintStream standardOutput = System.out;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void capture_output() {
    System.setOut(new PrintStream(written, true, UTF_8));
  }

  @AfterEach
  void restore() throws Exception {
    System.setOut(standardOutput);
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @Test
  void nothing_is_said_of_commands_unless_somebody_wants_it() {
    CommandLog log = log(Map.of("PAYONCE_LOG_LEVEL", "trace"));
    log.decided(ID, "key", "applied", "");
    log.repeated(ID, "key", "duplicate", "cache");
    assertThat(log.showsDecisions()).isFalse();
    assertThat(log.showsRepeats()).isFalse();
    assertThat(written.toString(UTF_8)).isEmpty();
  }

  @Test
  void decisions_and_repeats_are_lines_of_json_at_their_own_levels() throws Exception {
    CommandLog log = log(Map.of("PAYONCE_LOG_DECISIONS", "info", "PAYONCE_LOG_REPEATS", "warn"));
    log.decided(ID, "callback:VNPAY:T-1", "applied", "");
    log.repeated(ID, "callback:VNPAY:T-1", "duplicate", "cache");
    List<String> lines = written.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode decided = new ObjectMapper().readTree(lines.getFirst());
    assertThat(decided.get("level").asText()).isEqualTo("INFO");
    assertThat(decided.get("kvpList").toString())
        .isEqualTo(
            "[{\"commandId\":\"%s\"},{\"key\":\"callback:VNPAY:T-1\"},{\"outcome\":\"applied\"}]"
                .formatted(ID));
    JsonNode repeated = new ObjectMapper().readTree(lines.getLast());
    assertThat(repeated.get("level").asText()).isEqualTo("WARN");
    assertThat(repeated.get("kvpList").toString())
        .contains("{\"outcome\":\"duplicate\"},{\"reason\":\"cache\"}");
  }

  @Test
  void a_level_below_the_services_own_is_not_even_put_together() {
    CommandLog log = log(Map.of("PAYONCE_LOG_DECISIONS", "debug", "PAYONCE_LOG_REPEATS", "info"));
    assertThat(log.showsDecisions()).isFalse();
    assertThat(log.showsRepeats()).isTrue();
  }

  private static CommandLog log(Map<String, String> environment) {
    Logging.configure(environment);
    SettingsReader reader = new SettingsReader(environment, List.of(), List.of());
    CommandLog log = CommandLog.read(reader);
    reader.finish();
    return log;
  }
}
