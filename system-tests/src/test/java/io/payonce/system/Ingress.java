package io.payonce.system;

import static org.awaitility.Awaitility.await;

import io.payonce.ingest.IngestGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An ingress in this JVM, and a client that calls it as gateways and internal systems do. */
final class Ingress implements AutoCloseable {
  static final String CREATE = "/api/payment/create";
  static final String REFUND = "/api/payment/refund";
  static final String CALLBACK = "/api/payment/callback/VNPAY";
  static final String FORM = "application/x-www-form-urlencoded";
  static final String JSON = "application/json";

  static final String API_KEY = "system-test-key";
  private static final Pattern RSP_CODE =
      Pattern.compile("\\{\"RspCode\":\"(\\d\\d)\",\"Message\":\"[^\"]+\"}");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final IngestGateway gateway;

  private Ingress(IngestGateway gateway) {
    this.gateway = gateway;
  }

  /** Starts one and waits until it hears replies. */
  static Ingress start(Installation installation) {
    return start(installation.processorEnvironment());
  }

  /** Starts one that can only ask others. */
  static Ingress startWithoutDatabase(Installation installation) {
    Map<String, String> environment = new HashMap<>(installation.processorEnvironment());
    environment.keySet().removeIf(name -> name.startsWith("POSTGRES_"));
    return start(environment);
  }

  private static Ingress start(Map<String, String> common) {
    Map<String, String> environment = new HashMap<>(common);
    environment.put("INGRESS_PORT", "0");
    environment.put("INGRESS_API_KEY", API_KEY);
    Ingress ingress = new Ingress(IngestGateway.start(environment));
    await().atMost(PATIENCE).until(() -> ingress.management().says("redis", "up"));
    return ingress;
  }

  /** Waits until workers decide callbacks: the given one, of an unknown transaction, is told so. */
  void awaitDeciding(String unknown) {
    await().atMost(PATIENCE).until(() -> rspCode(callback(unknown)).equals("01"));
  }

  int port() {
    return gateway.port();
  }

  Management management() {
    return new Management(gateway.managementPort());
  }

  /** A gateway's call. */
  HttpResponse<String> callback(String query) {
    return send(request(CALLBACK + "?" + query).build());
  }

  CompletableFuture<HttpResponse<String>> beginCallback(String query) {
    return client.sendAsync(request(CALLBACK + "?" + query).build(), BodyHandlers.ofString());
  }

  /** What VNPAY is told. */
  static String rspCode(HttpResponse<String> answer) {
    Matcher code = RSP_CODE.matcher(answer.body());
    if (!code.matches()) {
      throw new AssertionError("not an answer to VNPAY: " + answer + " " + answer.body());
    }
    return code.group(1);
  }

  /** An internal system's call, which waits as long as it may. */
  HttpResponse<String> create(String body) {
    return create(body, "wait=30");
  }

  HttpResponse<String> create(String body, String prefer) {
    return send(creation(body, prefer));
  }

  CompletableFuture<HttpResponse<String>> beginCreate(String body, String prefer) {
    return client.sendAsync(creation(body, prefer), BodyHandlers.ofString());
  }

  /** Any call with our key, where the path takes one. */
  HttpResponse<String> call(String method, String path, String contentType, String body) {
    return send(
        authorized(path)
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
  }

  /**
   * Posts JSON with our key, as somebody who hangs up.
   *
   * @param after how long he listens
   * @return empty if he heard nothing
   */
  Optional<HttpResponse<String>> post(String path, String body, String prefer, Duration after) {
    try {
      return Optional.of(send(posted(path, body, prefer).timeout(after).build()));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof HttpTimeoutException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private HttpRequest.Builder authorized(String path) {
    return request(path).header("Authorization", "Bearer " + API_KEY);
  }

  private HttpRequest creation(String body, String prefer) {
    return posted(CREATE, body, prefer).build();
  }

  private HttpRequest.Builder posted(String path, String body, String prefer) {
    return authorized(path)
        .header("Content-Type", JSON)
        .header("Prefer", prefer)
        .POST(BodyPublishers.ofString(body));
  }

  @Override
  public void close() {
    client.close();
    gateway.close();
  }
}
