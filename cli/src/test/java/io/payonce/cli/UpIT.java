package io.payonce.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpIT {
  private static final int STOPPED_WITHIN_SECONDS = 25;
  private static final Pattern CALLBACK_CURL =
      Pattern.compile("curl -s '(http[^']*/callback/[^']*)'");

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();

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

    HttpResponse<String> created =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(line.path("ingress").asText() + "/api/payment/create"))
                .header("Authorization", "Bearer " + line.path("apiKey").asText())
                .POST(
                    BodyPublishers.ofString(
                        """
                        {"orderId":"o-1","paymentMethod":"VNPAY","amount":50000,"currency":"VND",
                         "items":[{"sku":"s-1","quantity":1}]}
                        """))
                .header("Content-Type", "application/json")
                .build(),
            BodyHandlers.ofString());
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    String paymentUrl = new ObjectMapper().readTree(created.body()).path("paymentUrl").asText();
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

  private BufferedReader start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Process up =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    started.add(up);
    return up.inputReader();
  }

  private static String callback(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher curl = CALLBACK_CURL.matcher(line);
      if (curl.find()) {
        return curl.group(1);
      }
    }
    throw new AssertionError("there is no curl for a callback");
  }

  private String get(String url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  /** SIGTERM. */
  private void stopIt() throws InterruptedException {
    Process up = started.getFirst();
    up.destroy();
    assertThat(up.waitFor(STOPPED_WITHIN_SECONDS, SECONDS)).isTrue();
    assertThat(up.exitValue()).isZero();
  }
}
