package io.payonce.refunds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefundProcessorIT {
  private static final Pattern ADDRESS = Pattern.compile("health and metrics at 127.0.0.1:(\\d+)");
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final int ENDED_BY_SIGTERM = 143;

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end_processes() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void a_process_starts_while_all_servers_are_away_and_stops_on_sigterm() throws Exception {
    Process process = start(away());
    await().atMost(START_LIMIT).until(() -> output().contains("refund-processor is ready after"));

    HttpResponse<String> ready = get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body())
        .contains("{\"name\":\"service\",\"status\":\"up\",\"detail\":\"\"}")
        .contains("{\"name\":\"gateway VNPAY\",\"status\":\"up\",\"detail\":\"\"}");
    assertThat(get("/metrics").body())
        .contains("jvm_memory_used_bytes", "payonce_gateway_breaker", "payonce_refunds_under_way");

    process.destroy();
    assertThat(process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
    assertThat(output()).contains("refund-processor has stopped");
  }

  @Test
  void wrong_settings_are_all_told_and_end_with_code_2() throws Exception {
    Map<String, String> wrong = new HashMap<>(away());
    wrong.put("PAYONCE_MANAGEMENT_PORT", "http");
    wrong.put("PAYONCE_LOG_LEVEL", "loud");
    wrong.put("PAYONCE_MANAGMENT_HOST", "0.0.0.0");
    Process process = start(wrong);

    assertThat(process.waitFor(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("errors"), UTF_8))
        .isEqualTo(
            """
            refund-processor did not start. The settings cannot be used:
              - PAYONCE_MANAGEMENT_PORT is 'http', but must be a whole number from 0 to 65535
              - PAYONCE_LOG_LEVEL is 'loud', but must be one of error, warn, info, debug, trace
              - PAYONCE_MANAGMENT_HOST is not a known setting; did you mean PAYONCE_MANAGEMENT_HOST?
            """);
  }

  /** Settings that lead nowhere. */
  private static Map<String, String> away() {
    return Map.of(
        "PAYONCE_MANAGEMENT_PORT", "0",
        "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
        "REDIS_URL", "redis://127.0.0.1:1",
        "POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/none",
        "POSTGRES_USER", "nobody",
        "POSTGRES_PASSWORD", "none",
        "VNPAY_TMN_CODE", Rig.TMN_CODE,
        "VNPAY_HASH_SECRET", Rig.HASH_SECRET);
  }

  private Process start(Map<String, String> settings) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(PAYONCE|KAFKA|POSTGRES|REDIS|VNPAY|GATEWAY|REFUND)_.*"));
    builder.environment().putAll(settings);
    builder.redirectOutput(folder.resolve("output").toFile());
    builder.redirectError(folder.resolve("errors").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"), UTF_8);
  }

  private HttpResponse<String> get(String path) throws Exception {
    Matcher address = ADDRESS.matcher(output());
    assertThat(address.find()).isTrue();
    URI uri = URI.create("http://127.0.0.1:" + address.group(1) + path);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(UTF_8));
    }
  }
}
