package io.payonce.ingest.http;

import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The ingress's HTTP server; each request is answered on a virtual thread of its own. */
public final class HttpServer implements AutoCloseable {
  private static final String THREAD_NAME = "payonce-ingress";
  private static final int PLATFORM_THREADS = 16;
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 2;
  private static final int MAX_HEADER_BYTES = 8 * 1024;

  /** Longer than a caller may ask to wait for an outcome. */
  private static final Duration IDLE_CONNECTION_LIMIT = Duration.ofSeconds(45);

  /** When stopping, for requests under way. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private static final Duration IDLE_LIMIT_WHEN_STOPPING = Duration.ofMillis(100);

  private final Server server;
  private final ServerConnector connector;

  private HttpServer(HttpSettings settings, List<Route> routes) {
    server = new Server(threads());
    connector =
        new ServerConnector(
            server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(configuration()));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_CONNECTION_LIMIT.toMillis());
    connector.setShutdownIdleTimeout(IDLE_LIMIT_WHEN_STOPPING.toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
    server.setHandler(new GracefulHandler(new Router(settings, routes)));
    server.setErrorHandler(ErrorPage::answerUnrouted);
    server.setStopTimeout(STOP_LIMIT.toMillis());
  }

  /**
   * Serves until closed.
   *
   * @throws IllegalStateException if the address cannot be listened at
   */
  public static HttpServer start(HttpSettings settings, List<Route> routes) {
    HttpServer http = new HttpServer(settings, routes);
    SlowHeaders slowHeaders =
        new SlowHeaders(http.connector.getScheduler(), settings.requestTimeout());
    http.connector.addBean(slowHeaders);
    try {
      http.server.start();
    } catch (Exception failure) {
      // Jetty declares no narrower type; what it opened must not outlive the failure.
      http.closeAfter(failure);
      throw new IllegalStateException(
          "the ingress cannot listen at " + settings.host() + ":" + settings.port(), failure);
    }
    slowHeaders.watch();
    return http;
  }

  /** The port it listens at. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Takes no more requests, and waits a while for those under way. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) {
      // Jetty declares no narrower type; the lifecycle reports it and closes the rest.
      throw new IllegalStateException("the HTTP server did not stop in order", failure);
    }
  }

  private void closeAfter(Exception failure) {
    try {
      close();
    } catch (IllegalStateException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, ACCEPTORS + SELECTORS);
    threads.setName(THREAD_NAME);
    threads.setVirtualThreadsExecutor(
        VirtualThreads.getNamedVirtualThreadsExecutor(THREAD_NAME + "-"));
    return threads;
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    configuration.setHttpCompliance(HttpCompliance.RFC9110);
    configuration.setUriCompliance(UriCompliance.DEFAULT);
    return configuration;
  }
}
