package io.payonce.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LoggingTest {
  private static final Logger log = LoggerFactory.getLogger("io.payonce.test");

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
  void an_event_is_one_line_of_json() throws Exception {
    Logging.configure(Map.of());
    try (var _ = MDC.putCloseable("commandId", "c-1");
        var _ = MDC.putCloseable("key", "callback:VNPAY:t-1")) {
      log.info("two\nlines of {}", "text", new IllegalStateException("away"));
    }
    JsonNode event = onlyEvent();
    assertThat(event.get("timestamp").isNumber()).isTrue();
    assertThat(event.get("level").asText()).isEqualTo("INFO");
    assertThat(event.get("loggerName").asText()).isEqualTo("io.payonce.test");
    assertThat(event.get("threadName").asText()).isEqualTo(Thread.currentThread().getName());
    assertThat(event.get("formattedMessage").asText()).isEqualTo("two\nlines of text");
    assertThat(event.at("/mdc/commandId").asText()).isEqualTo("c-1");
    assertThat(event.at("/mdc/key").asText()).isEqualTo("callback:VNPAY:t-1");
    assertThat(event.at("/throwable/message").asText()).isEqualTo("away");
  }

  @Test
  void a_secret_is_not_written() {
    Logging.configure(Map.of());
    var secret = new Secret("s3cret");
    log.atInfo().addKeyValue("secret", secret).log("the secret is {}", secret);
    assertThat(written.toString(UTF_8)).contains("the secret is ***").doesNotContain("s3cret");
  }

  @Test
  void the_level_is_a_setting() {
    Logging.configure(Map.of("PAYONCE_LOG_LEVEL", "warn"));
    log.info("hidden");
    log.warn("shown");
    assertThat(written.toString(UTF_8)).contains("shown").doesNotContain("hidden");
  }

  @Test
  void a_wrong_level_counts_as_info() {
    Logging.configure(Map.of("PAYONCE_LOG_LEVEL", "loud"));
    log.debug("hidden");
    log.info("shown");
    assertThat(written.toString(UTF_8)).contains("shown").doesNotContain("hidden");
  }

  @Test
  void libraries_are_heard_from_warn_on() {
    Logging.configure(Map.of());
    var libraries =
        List.of(
            "org.apache.kafka",
            "org.eclipse.jetty",
            "io.lettuce",
            "io.netty",
            "com.zaxxer.hikari",
            "org.flywaydb");
    assertThat(libraries)
        .allSatisfy(
            name -> {
              Logger library = LoggerFactory.getLogger(name + ".Part");
              assertThat(library.isWarnEnabled()).isTrue();
              assertThat(library.isInfoEnabled()).isFalse();
            });
  }

  private JsonNode onlyEvent() throws Exception {
    List<String> lines = written.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(1);
    return new ObjectMapper().readTree(lines.getFirst());
  }
}
