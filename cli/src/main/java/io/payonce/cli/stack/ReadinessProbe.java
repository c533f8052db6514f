package io.payonce.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** Waits until a service says that it is ready. */
final class ReadinessProbe {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private ReadinessProbe() {}

  /**
   * @throws IllegalStateException with the service's own words, if it takes too long
   */
  static void awaitReady(String service, int managementPort) {
    Instant giveUp = Instant.now().plus(LONGEST_START);
    HttpRequest question =
        HttpRequest.newBuilder(
                URI.create("http://" + Stack.HOST + ":" + managementPort + "/health/ready"))
            .timeout(ANSWER_WITHIN)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(question, BodyHandlers.ofString());
      while (answer.statusCode() != 200) {
        if (Instant.now().isAfter(giveUp)) {
          throw new IllegalStateException(service + " does not get ready: " + answer.body());
        }
        Thread.sleep(BETWEEN_LOOKS);
        answer = http.send(question, BodyHandlers.ofString());
      }
    } catch (IOException e) {
      throw new IllegalStateException(service + " does not say whether it is ready", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + service, e);
    }
  }
}
