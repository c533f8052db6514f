package io.payonce.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;

/** A service's pages for operators, as its probe sees them. */
record Management(int port) {
  HttpResponse<String> ready() {
    return get("/health/ready");
  }

  /** Whether the readiness page says so of a check. */
  boolean says(String check, String status) {
    return ready().body().contains("\"name\":\"" + check + "\",\"status\":\"" + status + "\"");
  }

  String metrics() {
    return get("/metrics").body();
  }

  /** The sum over all series of a metric that have the given labels, written as the page does. */
  double metric(String name, String... labels) {
    List<String> series =
        metrics()
            .lines()
            .filter(line -> line.startsWith(name + "{"))
            .filter(line -> Arrays.stream(labels).allMatch(line::contains))
            .toList();
    if (series.isEmpty()) {
      throw new AssertionError("there is no " + name + " with " + Arrays.toString(labels));
    }
    return series.stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private HttpResponse<String> get(String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI page = URI.create("http://127.0.0.1:" + port + path);
      return client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
