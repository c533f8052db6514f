package io.payonce.ingest.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose request line and headers do not arrive in time. Jetty's idle time-out
 * does not: a byte now and then holds it off for ever.
 *
 * <p>The parser is read while another thread may move it on. Seen too early, it is looked at again
 * a moment later; a request whose headers end in the very moment of the look is cut off at the
 * limit, as it would have been a moment before.
 */
final class SlowHeaders implements Connection.Listener {
  private static final int LOOKS_PER_LIMIT = 8;

  private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
  private final Scheduler scheduler;
  private final Duration limit;

  SlowHeaders(Scheduler scheduler, Duration limit) {
    this.scheduler = scheduler;
    this.limit = limit;
  }

  /** Looks again and again until the scheduler stops. */
  void watch() {
    scheduler.schedule(this::look, limit.toNanos() / LOOKS_PER_LIMIT, TimeUnit.NANOSECONDS);
  }

  private void look() {
    try {
      for (HttpConnection connection : open) {
        if (isLate(connection.getParser())) {
          connection.getEndPoint().close();
        }
      }
    } finally {
      watch();
    }
  }

  private boolean isLate(HttpParser parser) {
    return !parser.isStart()
        && parser.inHeaderState()
        && System.nanoTime() - parser.getBeginNanoTime() > limit.toNanos();
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection http) {
      open.add(http);
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof HttpConnection http) {
      open.remove(http);
    }
  }
}
