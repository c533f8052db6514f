package io.payonce.benchmarks.commands;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at a processor's own count of its calls in flight, once a second, from its start until it
 * is closed. More often would be seen in what is measured: a page of metrics costs as much as two
 * refunds.
 */
final class CallSamples implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Pattern CALLS =
      Pattern.compile("^payonce_gateway_calls\\{[^}]*\\} ([0-9.E]+)", Pattern.MULTILINE);

  private final HttpRequest page;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("bench-call-samples").factory());
  private long most;

  CallSamples(int managementPort) {
    page =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/metrics"))
            .timeout(Duration.ofSeconds(10))
            .build();
    looking.scheduleAtFixedRate(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      HttpResponse<String> answer = http.send(page, BodyHandlers.ofString());
      Matcher calls = CALLS.matcher(answer.body());
      if (calls.find()) {
        add(Math.round(Double.parseDouble(calls.group(1))));
      }
    } catch (IOException e) {
      // One look less: if all fail, there is none, and the report says so.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(long calls) {
    most = Math.max(most, calls);
  }

  /** The most that was seen. */
  synchronized long most() {
    return most;
  }

  @Override
  public void close() {
    looking.shutdownNow();
    http.close();
  }
}
