package io.payonce.runtime;

import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /health/live}, {@code /health/ready} and {@code /metrics} on a port of its own, so
 * that they answer however busy the service's own port is.
 */
public final class ManagementServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);
  private static final String THREAD_NAME = "payonce-management";
  private static final Duration IDLE_CONNECTION_LIMIT = Duration.ofSeconds(30);
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 1;
  private static final int PLATFORM_THREADS = 8;

  private final Server server;
  private final ServerConnector connector;

  private ManagementServer(RuntimeSettings settings, ManagementHandler handler) {
    server = new Server(threads());
    connector =
        new ServerConnector(
            server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(httpConfiguration()));
    connector.setHost(settings.managementHost());
    connector.setPort(settings.managementPort());
    connector.setIdleTimeout(IDLE_CONNECTION_LIMIT.toMillis());
    server.addConnector(connector);
    server.setHandler(handler);
    server.setErrorHandler(
        (_, response, callback) -> {
          ManagementHandler.failure(response.getStatus()).write(response, callback);
          return true;
        });
  }

  /**
   * Serves until closed.
   *
   * @throws IllegalStateException if the address cannot be bound
   */
  public static ManagementServer start(
      RuntimeSettings settings, Readiness readiness, ServiceMetrics metrics) {
    var management = new ManagementServer(settings, new ManagementHandler(readiness, metrics));
    String address = settings.managementHost() + ":" + settings.managementPort();
    try {
      management.server.start();
    } catch (Exception failure) {
      // Whatever Jetty throws, what it has opened by then must not outlive the failure.
      try {
        management.close();
      } catch (RuntimeException alsoFailed) {
        failure.addSuppressed(alsoFailed);
      }
      throw new IllegalStateException("health and metrics cannot be served at " + address, failure);
    }
    log.info("health and metrics at {}:{}", settings.managementHost(), management.port());
    return management;
  }

  /** The port it listens on, which the settings may have left open. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) {
      // Jetty declares no narrower type; the lifecycle reports it and closes the rest.
      throw new IllegalStateException("the management server did not stop", failure);
    }
  }

  private static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(PLATFORM_THREADS, ACCEPTORS + SELECTORS);
    threads.setName(THREAD_NAME);
    threads.setVirtualThreadsExecutor(
        VirtualThreads.getNamedVirtualThreadsExecutor(THREAD_NAME + "-"));
    return threads;
  }

  private static HttpConfiguration httpConfiguration() {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    return configuration;
  }
}
