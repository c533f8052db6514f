package io.payonce.cli.stack;

import io.payonce.simulator.SimulatorControl;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;

/**
 * The installation that {@code docker-compose.yml} starts, at the ports that it publishes on this
 * machine and with its passwords, which are good for development alone.
 */
public final class ComposeSite {
  static final Stack.Places PLACES =
      new Stack.Places(
          "http://127.0.0.1:8080",
          "http://127.0.0.1:8090",
          "127.0.0.1:9092",
          "jdbc:postgresql://127.0.0.1:5432/payonce",
          "payonce",
          "development-only",
          "redis://:development-only@127.0.0.1:6379");
  static final int INGRESS_MANAGEMENT_PORT = 9080;

  private static final String HINT =
      "; they are started with: docker compose --profile simulator up --wait";

  private ComposeSite() {}

  /**
   * Waits until it takes payments.
   *
   * @param process the process's environment, for credentials
   * @throws IllegalStateException if it does not, or has no gateway simulator
   */
  public static Site ready(Map<String, String> process) {
    try (SimulatorControl gateway = new SimulatorControl(URI.create(PLACES.simulator()))) {
      gateway.books();
      ReadinessProbe.awaitReady("the ingress", INGRESS_MANAGEMENT_PORT);
    } catch (UncheckedIOException | IllegalStateException e) {
      throw new IllegalStateException("the containers cannot be used" + HINT, e);
    }
    TakenPartitions.awaitAll(PLACES, Stack.topics());
    return new Site(PLACES, Credentials.from(process), false);
  }
}
