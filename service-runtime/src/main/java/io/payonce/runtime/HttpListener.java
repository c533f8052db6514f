package io.payonce.runtime;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One HTTP port, on which each request is answered on a virtual thread of its own. Made, then
 * adjusted if need be, then started.
 */
public final class HttpListener implements AutoCloseable {
  private static final Duration IDLE_CONNECTION_LIMIT = Duration.ofSeconds(30);
  private static final int PLATFORM_THREADS = 16;
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 2;

  /** Of connections that wait to be accepted; Java's own 50 makes callers in a burst wait. */
  private static final int BACKLOG = 1024;

  private final String name;
  private final Server server;
  private final ServerConnector connector;
  private final HttpConfiguration configuration = new HttpConfiguration();

  /**
   * Makes a listener that does not listen yet.
   *
   * @param name of its threads, after {@code payonce-}, and in errors
   * @param port 0 for any free one
   */
  public HttpListener(String name, String host, int port) {
    this.name = requireNonNull(name, "name is null");
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    server = new Server(threads("payonce-" + name));
    connector =
        new ServerConnector(server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(IDLE_CONNECTION_LIMIT.toMillis());
    server.addConnector(connector);
  }

  /** To be adjusted before the start. */
  public Server server() {
    return server;
  }

  /** To be adjusted before the start. */
  public ServerConnector connector() {
    return connector;
  }

  /** To be adjusted before the start. */
  public HttpConfiguration configuration() {
    return configuration;
  }

  /**
   * Listens until closed.
   *
   * @throws IllegalStateException if the address cannot be listened at
   */
  public HttpListener start(Handler handler) {
    server.setHandler(handler);
    try {
      server.start();
    } catch (Exception failure) {
      // Jetty declares no narrower type; what it opened must not outlive the failure.
      closeAfter(failure);
      throw new IllegalStateException(
          "the %s cannot listen at %s:%d".formatted(name, connector.getHost(), connector.getPort()),
          failure);
    }
    return this;
  }

  /** The port it listens at. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) {
      // Jetty declares no narrower type; the lifecycle reports it and closes the rest.
      throw new IllegalStateException("the " + name + " did not stop", failure);
    }
  }

  private void closeAfter(Exception failure) {
    try {
      close();
    } catch (IllegalStateException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }

  private static QueuedThreadPool threads(String threadName) {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, ACCEPTORS + SELECTORS);
    threads.setName(threadName);
    threads.setVirtualThreadsExecutor(
        VirtualThreads.getNamedVirtualThreadsExecutor(threadName + "-"));
    return threads;
  }
}
