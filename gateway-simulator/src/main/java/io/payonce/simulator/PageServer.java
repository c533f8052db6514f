package io.payonce.simulator;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The web server of the payment page; each request has a virtual thread of its own. */
final class PageServer implements AutoCloseable {
  private static final String THREAD_NAME = "payonce-simulator";
  private static final int PLATFORM_THREADS = 8;
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 1;

  private final Server server;
  private final ServerConnector connector;

  private PageServer(SimulatorSettings settings, PageHandler handler) {
    server = new Server(threads());
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    connector =
        new ServerConnector(server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(configuration));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    server.addConnector(connector);
    server.setHandler(handler);
  }

  /**
   * Serves until closed.
   *
   * @throws IllegalStateException if the address cannot be listened at
   */
  static PageServer start(SimulatorSettings settings, PageHandler handler) {
    PageServer pages = new PageServer(settings, handler);
    try {
      pages.server.start();
    } catch (Exception failure) {
      // Jetty declares no narrower type; what it opened must not outlive the failure.
      pages.closeAfter(failure);
      throw new IllegalStateException(
          "the simulator cannot listen at " + settings.host() + ":" + settings.port(), failure);
    }
    return pages;
  }

  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) {
      // Jetty declares no narrower type; the lifecycle reports it and closes the rest.
      throw new IllegalStateException("the page server did not stop", failure);
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
}
