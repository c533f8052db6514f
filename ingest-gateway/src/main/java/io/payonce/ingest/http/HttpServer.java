package io.payonce.ingest.http;

import io.payonce.runtime.HttpListener;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The ingress's HTTP server, with limits on all that a caller may send, and for how long. */
public final class HttpServer implements AutoCloseable {
  private static final int MAX_HEADER_BYTES = 8 * 1024;

  /** Longer than a caller may ask to wait for an outcome. */
  private static final Duration IDLE_CONNECTION_LIMIT = Duration.ofSeconds(45);

  /** When stopping, for requests under way. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private static final Duration IDLE_LIMIT_WHEN_STOPPING = Duration.ofMillis(100);

  private final HttpListener listener;

  private HttpServer(HttpListener listener) {
    this.listener = listener;
  }

  /**
   * Serves until closed.
   *
   * @throws IllegalStateException if the address cannot be listened at
   */
  public static HttpServer start(HttpSettings settings, List<Route> routes) {
    HttpListener listener = new HttpListener("ingress", settings.host(), settings.port());
    limit(listener.configuration());
    limit(listener.server(), listener.connector(), settings);
    SlowHeaders slowHeaders =
        new SlowHeaders(listener.connector().getScheduler(), settings.requestTimeout());
    listener.connector().addBean(slowHeaders);
    listener.start(new GracefulHandler(new Router(settings, routes)));
    slowHeaders.watch();
    return new HttpServer(listener);
  }

  private static void limit(HttpConfiguration configuration) {
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    configuration.setHttpCompliance(HttpCompliance.RFC9110);
    configuration.setUriCompliance(UriCompliance.DEFAULT);
  }

  private static void limit(Server server, ServerConnector connector, HttpSettings settings) {
    connector.setIdleTimeout(IDLE_CONNECTION_LIMIT.toMillis());
    connector.setShutdownIdleTimeout(IDLE_LIMIT_WHEN_STOPPING.toMillis());
    server.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
    server.setErrorHandler(ErrorPage::answerUnrouted);
    server.setStopTimeout(STOP_LIMIT.toMillis());
  }

  /** The port it listens at. */
  public int port() {
    return listener.port();
  }

  /** Takes no more requests, and waits a while for those under way. */
  @Override
  public void close() {
    listener.close();
  }
}
