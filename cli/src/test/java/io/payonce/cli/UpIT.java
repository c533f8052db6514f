package io.payonce.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.payonce.cli.stack.OrderDraft;
import io.payonce.cli.stack.Shop;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.Sku;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpIT {
  private static final int STOPPED_WITHIN_SECONDS = 25;
  private static final Pattern CALLBACK_CURL =
      Pattern.compile("curl -s '(http[^']*/callback/[^']*)'");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path errors;
  private final List<Process> started = new ArrayList<>();

  UpIT(@TempDir Path folder) {
    errors = folder.resolve("errors");
  }

  @AfterEach
  void endIt() {
    http.close();
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void scripts_get_one_line_and_a_stack_that_takes_payments_until_it_is_stopped() throws Exception {
    BufferedReader output = start("up", "--port", "0", "--json");
    JsonNode line = new ObjectMapper().readTree(output.readLine());
    assertThat(line.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("ingress", "simulator", "kafka", "postgres", "redis", "apiKey");

    String paymentUrl = create(line.path("ingress").asText(), line.path("apiKey").asText());
    assertThat(paymentUrl).startsWith(line.path("simulator").asText());
    assertThat(get(paymentUrl)).contains("50,000 VND");

    stopIt();
    assertThat(output.readLine()).isNull();
  }

  @Test
  void people_get_a_callback_to_paste_that_works() throws Exception {
    BufferedReader output = start("up", "--port", "0");
    String callback = callback(output);

    assertThat(get(callback)).contains("\"RspCode\":\"00\"");
    assertThat(get(callback)).contains("\"RspCode\":\"02\"");

    stopIt();
  }

  private static String create(String ingress, String apiKey) {
    Money amount = new Money(50_000, "VND");
    List<OrderLine> lines = List.of(new OrderLine(new Sku("s-1"), 1));
    try (Shop shop = new Shop(ingress, apiKey)) {
      return shop.create(new OrderDraft(new OrderId("o-1"), amount, lines)).paymentUrl();
    }
  }

  private BufferedReader start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Process up = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    started.add(up);
    return up.inputReader();
  }

  private String callback(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher curl = CALLBACK_CURL.matcher(line);
      if (curl.find()) {
        return curl.group(1);
      }
    }
    throw new AssertionError("there is no curl for a callback: " + Files.readString(errors));
  }

  private String get(String url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  /** SIGTERM; by its handle, because a process that is destroyed closes its streams. */
  private void stopIt() throws IOException, InterruptedException {
    Process up = started.getFirst();
    up.toHandle().destroy();
    assertThat(up.waitFor(STOPPED_WITHIN_SECONDS, SECONDS)).isTrue();
    assertThat(up.exitValue()).as(Files.readString(errors)).isZero();
  }
}
