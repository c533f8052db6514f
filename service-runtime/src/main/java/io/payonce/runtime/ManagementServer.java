package io.payonce.runtime;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /health/live}, {@code /health/ready} and {@code /metrics} on a port of its own, so
 * that they answer however busy the service's own port is. Readiness is among the metrics too, as
 * {@code payonce_ready}.
 */
public final class ManagementServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);

  private final HttpListener listener;

  private ManagementServer(HttpListener listener) {
    this.listener = listener;
  }

  /**
   * Serves until closed.
   *
   * @throws IllegalStateException if the address cannot be listened at
   */
  public static ManagementServer start(
      RuntimeSettings settings, Readiness readiness, ServiceMetrics metrics) {
    HttpListener listener =
        new HttpListener("management server", settings.managementHost(), settings.managementPort());
    listener
        .server()
        .setErrorHandler(
            (_, response, callback) -> {
              ManagementHandler.failure(response.getStatus()).write(response, callback);
              return true;
            });
    metrics.registry().gauge("payonce.ready", readiness, ready -> ready.report().isReady() ? 1 : 0);
    listener.start(new ManagementHandler(readiness, metrics));
    log.info("health and metrics at {}:{}", settings.managementHost(), listener.port());
    return new ManagementServer(listener);
  }

  /** The port it listens on, which the settings may have left open. */
  public int port() {
    return listener.port();
  }

  @Override
  public void close() {
    listener.close();
  }
}
