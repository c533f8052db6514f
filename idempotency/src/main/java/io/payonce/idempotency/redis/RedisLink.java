package io.payonce.idempotency.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's link to a Redis that may be away at any time, also when the service starts.
 *
 * <p>Running a pipeline never throws and never takes longer than the command time-out. It ends in
 * one of these ways:
 *
 * <ol>
 *   <li>not connected, or the breaker is open: nothing is sent, no call has an answer;
 *   <li>all calls are answered, or refused one by one: the breaker closes;
 *   <li>the time-out passes, the connection breaks, or Redis serves nobody (loading, read-only,
 *       busy): calls may be without answer although they were carried out; the breaker opens, and
 *       the connection, which might still bring answers nobody waits for, is replaced;
 *   <li>the thread is interrupted: as a time-out, but Redis is not to blame, so breaker and
 *       connection stay.
 * </ol>
 *
 * <p>Safe for many threads: a pipeline is handed to Lettuce as a whole, which needs no switching of
 * flush modes, so pipelines of several threads share the connection without mixing.
 */
public final class RedisLink implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RedisLink.class);

  private final RedisSettings settings;
  private final RedisClients clients;
  private final Connector<StatefulConnection<String, String>> connector;
  private final List<Connector<?>> subscriptions = new CopyOnWriteArrayList<>();
  private final Breaker breaker;
  private final LongAdder degradedOperations = new LongAdder();

  private RedisLink(RedisSettings settings) {
    this.settings = settings;
    this.clients = RedisClients.of(RedisAddress.parse(settings.url()));
    this.connector = new Connector<>(clients::connect, _ -> {}, settings.reconnectDelayAtMost());
    this.breaker = new Breaker(settings.breakerOpenFor(), System::nanoTime);
  }

  /** Begins to connect in the background and returns at once; works with Redis away. */
  public static RedisLink connect(RedisSettings settings) {
    RedisLink link = new RedisLink(settings);
    link.connector.start();
    return link;
  }

  /** Waits until Redis is connected; returns whether it is. */
  public boolean awaitConnected(Duration atMost) throws InterruptedException {
    return connector.awaitConnected(atMost);
  }

  /** Whether an operation begun now would be degraded, as far as is known without trying. */
  public boolean isDegraded() {
    return breaker.isOpen() || connector.current().isEmpty();
  }

  /** How many commands have gone without an answer since the start. */
  public long degradedOperations() {
    return degradedOperations.sum();
  }

  /** The key or channel with this link's prefix before it. */
  public String prefixed(String name) {
    return settings.keyPrefix() + name;
  }

  /** Runs the pipeline within the command time-out; its calls then know their answers. */
  public void run(Pipeline pipeline) {
    if (pipeline.size() > 0) {
      connector.current().filter(_ -> breaker.admits()).ifPresent(open -> run(pipeline, open));
      degradedOperations.add(pipeline.unanswered());
    }
  }

  /** Runs the call alone. */
  public <T> Call<T> run(Call<T> call) {
    Pipeline pipeline = new Pipeline();
    pipeline.add(call);
    run(pipeline);
    return call;
  }

  /**
   * Walks over the keys whose names, prefix and all, begin so; for operators, since it takes as
   * long as Redis has keys.
   *
   * @param pages takes full names, some at a time; a name may come more than once
   * @return whether all were seen; if not, Redis did not answer
   */
  public boolean scan(String beginning, Consumer<List<String>> pages) {
    return connector.current().map(open -> KeyScan.run(open, beginning, pages)).orElse(false);
  }

  private void run(Pipeline pipeline, StatefulConnection<String, String> connection) {
    switch (pipeline.run(connection, settings.commandTimeout())) {
      case COMPLETE -> {
        if (breaker.succeeded()) {
          log.info("Redis answers again");
        }
      }
      case LINK_FAILED -> {
        if (breaker.failed()) {
          log.warn("Redis does not answer: going on without it");
        }
        connector.replace(connection);
      }
      case INTERRUPTED -> log.debug("Interrupted while waiting for Redis");
    }
  }

  Connector<StatefulRedisPubSubConnection<String, String>> subscriptions(
      Consumer<StatefulRedisPubSubConnection<String, String>> onConnected) {
    var made =
        new Connector<>(clients::connectToSubscribe, onConnected, settings.reconnectDelayAtMost());
    subscriptions.add(made);
    return made;
  }

  /** Closes the connection and everything that was made from this link. */
  @Override
  public void close() {
    connector.close();
    subscriptions.forEach(Connector::close);
    clients.close();
  }
}
