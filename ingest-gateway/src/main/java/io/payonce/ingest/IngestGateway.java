package io.payonce.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.ingest.commands.CommandDesk;
import io.payonce.ingest.commands.KafkaHealth;
import io.payonce.ingest.http.HttpServer;
import io.payonce.ingest.http.Route;
import io.payonce.runtime.Health;
import io.payonce.runtime.HealthCheck;
import io.payonce.runtime.Lifecycle;
import io.payonce.runtime.ManagementServer;
import io.payonce.runtime.Readiness;
import io.payonce.runtime.ServiceMetrics;
import io.payonce.runtime.SettingsCheck;
import io.payonce.runtime.SettingsException;
import io.payonce.store.views.OrderViews;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ingress, running. It starts and serves with Kafka and Redis away, and says so. */
public final class IngestGateway implements AutoCloseable {
  /** As its metrics and its log name it. */
  public static final String NAME = "ingest-gateway";

  private final Lifecycle lifecycle;
  private final List<Route> routes;
  private final HttpServer http;
  private final ManagementServer management;

  private IngestGateway(
      Lifecycle lifecycle, List<Route> routes, HttpServer http, ManagementServer management) {
    this.lifecycle = lifecycle;
    this.routes = routes;
    this.http = http;
    this.management = management;
  }

  /** What the ingress would make of an environment; it is not started. */
  public static SettingsCheck checkSettings(Map<String, String> environment) {
    return IngestSettings.check(environment);
  }

  /**
   * @throws SettingsException if the environment cannot be used
   * @throws IllegalStateException if an address cannot be listened at
   */
  public static IngestGateway start(Map<String, String> environment) {
    IngestSettings settings = IngestSettings.read(environment);
    return Lifecycle.assemble(NAME, lifecycle -> assemble(lifecycle, settings));
  }

  private static IngestGateway assemble(Lifecycle lifecycle, IngestSettings settings) {
    ServiceMetrics metrics = lifecycle.add("metrics", new ServiceMetrics(NAME));
    MeterRegistry meters = metrics.registry();
    RedisLink redis = lifecycle.add("Redis link", RedisLink.connect(settings.links().redis()));
    KafkaHealth kafka = lifecycle.add("Kafka health", new KafkaHealth(settings.links()));
    CommandDesk desk =
        lifecycle.add("command desk", CommandDesk.open(settings.links(), redis, meters));
    Gauge.builder("payonce.ingress.redis.degraded", desk, open -> open.hearsReplies() ? 0 : 1)
        .description("1 while callers are not told outcomes, because Redis is away")
        .register(meters);
    Readiness readiness =
        new Readiness()
            .add(lifecycle.health())
            .add(kafka.check())
            .add(new HealthCheck("redis", () -> redisHealth(desk, redis)));
    ManagementServer management =
        lifecycle.add(
            "management server", ManagementServer.start(settings.runtime(), readiness, metrics));
    Optional<OrderViews> views =
        settings.views().map(where -> lifecycle.add("order views", OrderViews.open(where)));
    List<Route> routes = new Routes(settings, desk, redis, views, meters).all();
    HttpServer http = lifecycle.add("HTTP server", HttpServer.start(settings.http(), routes));
    return new IngestGateway(lifecycle, routes, http, management);
  }

  private static Health redisHealth(CommandDesk desk, RedisLink redis) {
    return desk.hearsReplies() && !redis.isDegraded()
        ? Health.up()
        : Health.degraded("callers are not told outcomes; they must poll");
  }

  /** The port of the API. */
  public int port() {
    return http.port();
  }

  /** The port of health and metrics. */
  public int managementPort() {
    return management.port();
  }

  /** What it answers, in the order in which requests are compared. */
  List<Route> routes() {
    return routes;
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
