package io.payonce.cli.stack;

import static java.util.stream.Collectors.toMap;

import io.payonce.callbacks.CallbackProcessor;
import io.payonce.embedded.EmbeddedServers;
import io.payonce.ingest.IngestGateway;
import io.payonce.refunds.RefundProcessor;
import io.payonce.runtime.Lifecycle;
import io.payonce.runtime.SettingsException;
import io.payonce.schemas.Topics;
import io.payonce.simulator.GatewaySimulator;
import java.util.Map;

/**
 * All of Payonce in this process: the servers, the services and the gateway simulator, on
 * 127.0.0.1. Nothing of it is kept when it closes.
 */
public final class Stack implements AutoCloseable {
  static final String HOST = "127.0.0.1";
  static final String DATABASE = "payonce";
  static final int PARTITIONS = 8;

  private static final String PRODUCTION_NAMES = "";

  private final Lifecycle lifecycle;
  private final Credentials credentials;
  private final Places places;

  private Stack(Lifecycle lifecycle, Credentials credentials, Places places) {
    this.lifecycle = lifecycle;
    this.credentials = credentials;
    this.places = places;
  }

  /**
   * Where everything is.
   *
   * @param kafka host and port
   * @param postgres a JDBC URL without the user
   * @param postgresPassword empty where none is asked for
   */
  public record Places(
      String ingress,
      String simulator,
      String kafka,
      String postgres,
      String postgresUser,
      String postgresPassword,
      String redis) {
    @Override
    public String toString() {
      return "Places[" + ingress + "]";
    }
  }

  /**
   * Starts everything and returns when all of it is ready.
   *
   * @param ingressPort 0 for a free one
   * @param process the process's environment, for settings
   * @throws SettingsException listing all that is wrong with a service's settings
   * @throws IllegalStateException if a part does not start; the others are closed then
   */
  public static Stack start(int ingressPort, Map<String, String> process) {
    return Lifecycle.assemble("stack", lifecycle -> assemble(lifecycle, ingressPort, process));
  }

  private static Stack assemble(Lifecycle lifecycle, int ingressPort, Map<String, String> process) {
    Credentials credentials = Credentials.from(process);
    EmbeddedServers servers = lifecycle.add("servers", EmbeddedServers.start());
    servers.postgres().createDatabase(DATABASE);
    servers
        .kafka()
        .createTopics(topics().all().stream().collect(toMap(name -> name, _ -> PARTITIONS)));
    var environments = new ServiceEnvironments(process, servers, credentials);

    var ingest = lifecycle.add("ingress", IngestGateway.start(environments.ingest(ingressPort)));
    String ingressUrl = url(ingest.port());
    var simulator =
        lifecycle.add("simulator", GatewaySimulator.start(environments.simulator(ingressUrl)));
    String payUrl = url(simulator.port()) + GatewaySimulator.PAYMENT_PAGE;
    String apiUrl = url(simulator.port()) + GatewaySimulator.MERCHANT_API;
    var callbacks =
        lifecycle.add(
            "callback processor",
            CallbackProcessor.start(environments.callbacks(payUrl, ingressUrl, apiUrl)));
    var refunds =
        lifecycle.add("refund processor", RefundProcessor.start(environments.refunds(apiUrl)));

    ReadinessProbe.awaitReady("the ingress", ingest.managementPort());
    ReadinessProbe.awaitReady("the callback processor", callbacks.managementPort());
    ReadinessProbe.awaitReady("the refund processor", refunds.managementPort());
    Places places = places(servers, ingressUrl, url(simulator.port()));
    TakenPartitions.awaitAll(places, topics());
    return new Stack(lifecycle, credentials, places);
  }

  private static Places places(EmbeddedServers servers, String ingress, String simulator) {
    return new Places(
        ingress,
        simulator,
        servers.kafka().bootstrapServers(),
        servers.postgres().jdbcUrl(DATABASE),
        servers.postgres().user(),
        "",
        servers.redis().url());
  }

  private static String url(int port) {
    return "http://" + HOST + ":" + port;
  }

  /** The names of its topics. */
  public static Topics topics() {
    return new Topics(PRODUCTION_NAMES);
  }

  public Places places() {
    return places;
  }

  public Credentials credentials() {
    return credentials;
  }

  /** The same, for whoever only uses it. */
  public Site site() {
    return new Site(places, credentials, true);
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
