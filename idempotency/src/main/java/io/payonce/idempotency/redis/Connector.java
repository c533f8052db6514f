package io.payonce.idempotency.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds one connection to Redis: makes it in the background, and another whenever it is lost.
 *
 * <p>Lettuce's own reconnecting is switched off, so this is the only place that connects: the first
 * connection, one after a loss and one after a time-out come about in the same way, and no command
 * of an old connection is ever repeated on a new one.
 *
 * <p>Safe for many threads. {@code held} is changed under the monitor only:
 *
 * <ul>
 *   <li>two threads replace the same connection: the second finds another one held and does
 *       nothing;
 *   <li>the connection is lost before its listener is added: it is asked whether it is open after
 *       that;
 *   <li>an attempt succeeds after {@link #close}: the new connection is closed at once.
 * </ul>
 */
final class Connector<C extends StatefulConnection<String, String>> implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Connector.class);
  private static final Duration FIRST_DELAY = Duration.ofMillis(20);

  private final Supplier<CompletionStage<C>> attempt;
  private final Consumer<C> onConnected;
  private final Duration delayAtMost;
  private volatile CompletableFuture<C> held = new CompletableFuture<>();
  private volatile Duration nextDelay = FIRST_DELAY;
  private volatile boolean closed;

  Connector(Supplier<CompletionStage<C>> attempt, Consumer<C> onConnected, Duration delayAtMost) {
    this.attempt = attempt;
    this.onConnected = onConnected;
    this.delayAtMost = delayAtMost;
  }

  void start() {
    connect();
  }

  Optional<C> current() {
    return Optional.ofNullable(held.getNow(null)).filter(StatefulConnection::isOpen);
  }

  boolean awaitConnected(Duration atMost) throws InterruptedException {
    try {
      held.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError("an attempt's failure is never put into this future", e);
    }
  }

  /** Closes the connection, if it is still the one that is held, and begins to connect afresh. */
  void replace(StatefulConnection<String, String> stale) {
    synchronized (this) {
      if (closed || !stale.equals(held.getNow(null))) {
        return;
      }
      held = new CompletableFuture<>();
    }
    stale.closeAsync();
    connectLater();
  }

  @Override
  public void close() {
    C last;
    synchronized (this) {
      closed = true;
      last = held.getNow(null);
    }
    if (last != null) {
      last.closeAsync();
    }
  }

  private void connectLater() {
    Duration delay = nextDelay;
    Duration doubled = delay.multipliedBy(2);
    nextDelay = doubled.compareTo(delayAtMost) < 0 ? doubled : delayAtMost;
    CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS).execute(this::connect);
  }

  private void connect() {
    if (closed) {
      return;
    }
    try {
      attempt.get().whenComplete(this::attempted);
    } catch (RuntimeException e) {
      // Lettuce throws some failures and hands others over in the future; both mean: try again.
      attempted(null, e);
    }
  }

  private void attempted(@Nullable C connection, @Nullable Throwable failure) {
    if (connection == null) {
      log.debug("Redis cannot be reached, next attempt in {}", nextDelay, failure);
      connectLater();
      return;
    }
    boolean wanted;
    synchronized (this) {
      wanted = !closed && held.complete(connection);
    }
    if (!wanted) {
      connection.closeAsync();
      return;
    }
    connection.addListener(new ReplaceWhenLost());
    if (connection.isOpen()) {
      nextDelay = FIRST_DELAY;
      log.info("Connected to Redis");
      onConnected.accept(connection);
    } else {
      replace(connection);
    }
  }

  private final class ReplaceWhenLost implements RedisConnectionStateListener {
    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
      C current = held.getNow(null);
      if (!closed && current != null && current.equals(lost)) {
        log.warn("Lost the connection to Redis");
        replace(current);
      }
    }
  }
}
