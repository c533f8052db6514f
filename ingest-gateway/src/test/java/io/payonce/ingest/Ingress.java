package io.payonce.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.TestServers;
import io.payonce.ingest.access.Sha256;
import io.payonce.ingest.http.Route;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A running ingress on a test's servers, and a client of it. */
final class Ingress implements AutoCloseable {
  static final String TERMINAL = "PAYONCE1";
  static final String SECRET = "ingress-test-secret";
  static final String API_KEY = "ingress-test-key";

  private final HttpClient client = HttpClient.newHttpClient();
  private final IngestGateway gateway;

  private Ingress(IngestGateway gateway) {
    this.gateway = gateway;
  }

  /** Creates the topics and starts one that hears replies. */
  static Ingress start(TestServers servers) {
    Topics topics = new Topics(servers.namespace());
    Map<String, Integer> partitions = new HashMap<>();
    for (CommandKind kind : CommandKind.values()) {
      partitions.put(topics.commands(kind), 2);
    }
    servers.createTopics(partitions);
    return startAnother(servers, Map.of());
  }

  /** Starts one more on the same topics. */
  static Ingress startAnother(TestServers servers, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("INGRESS_PORT", "0");
    environment.put("PAYONCE_MANAGEMENT_PORT", "0");
    environment.put("PAYONCE_NAMESPACE", servers.namespace());
    environment.put("KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers());
    environment.put("REDIS_URL", servers.redisUrl());
    environment.put("VNPAY_TMN_CODE", TERMINAL);
    environment.put("VNPAY_HASH_SECRET", SECRET);
    environment.put("INGRESS_API_KEYS", Sha256.hex(API_KEY.getBytes(UTF_8)));
    environment.putAll(more);
    Ingress ingress = new Ingress(IngestGateway.start(environment));
    await().until(() -> ingress.ready().body().contains("\"redis\",\"status\":\"up\""));
    return ingress;
  }

  /** What it answers. */
  List<Route> routes() {
    return gateway.routes();
  }

  /** Sends no body. */
  HttpResponse<String> call(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()).build());
  }

  HttpResponse<String> get(String path) {
    return send(request(path).build());
  }

  CompletableFuture<HttpResponse<String>> begin(String path) {
    return begin(request(path).build());
  }

  HttpResponse<String> post(String path, String contentType, String body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> create(String body, String prefer) {
    return send(command("create", API_KEY, body, prefer));
  }

  CompletableFuture<HttpResponse<String>> beginCreate(String body) {
    return begin(command("create", API_KEY, body, "respond-async"));
  }

  HttpResponse<String> refund(String body, String prefer) {
    return send(command("refund", API_KEY, body, prefer));
  }

  CompletableFuture<HttpResponse<String>> beginRefund(String body) {
    return begin(command("refund", API_KEY, body, "respond-async"));
  }

  HttpResponse<String> refundWith(String apiKey, String body) {
    return send(command("refund", apiKey, body, "wait=0"));
  }

  HttpResponse<String> createWith(String apiKey, String body) {
    return send(command("create", apiKey, body, "wait=0"));
  }

  /** Asks with the API key. */
  HttpResponse<String> ask(String path) {
    return send(request(path).header("Authorization", "Bearer " + API_KEY).build());
  }

  HttpResponse<String> ready() {
    return management("/health/ready");
  }

  String metrics() {
    return management("/metrics").body();
  }

  private HttpResponse<String> management(String path) {
    URI uri = URI.create("http://127.0.0.1:" + gateway.managementPort() + path);
    return send(HttpRequest.newBuilder(uri).build());
  }

  private CompletableFuture<HttpResponse<String>> begin(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  private HttpRequest command(String kind, String apiKey, String body, String prefer) {
    return request("/api/payment/" + kind)
        .header("Content-Type", "application/json; charset=utf-8")
        .header("Authorization", "Bearer " + apiKey)
        .header("Prefer", prefer)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    gateway.close();
  }
}
