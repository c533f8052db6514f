package io.payonce.idempotency.redis;

import static java.util.Objects.requireNonNull;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance's channel for replies: whoever knows its name can send this instance a text.
 *
 * <p>A reply that is published while Redis is away, or while this instance is not subscribed, is
 * lost: waiting for one needs an end of its own. After a loss the channel is subscribed to again as
 * soon as Redis is back.
 *
 * <p>The consumer is called on a thread of the connection, one reply at a time, and must not block.
 */
public final class Replies implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Replies.class);

  private final String channel;
  private final Consumer<String> consumer;
  private final Connector<StatefulRedisPubSubConnection<String, String>> connector;
  private volatile boolean subscribed;

  private Replies(RedisLink link, String instanceId, Consumer<String> consumer) {
    this.channel = link.prefixed("reply:" + requireNonNull(instanceId, "instanceId is null"));
    this.consumer = requireNonNull(consumer, "consumer is null");
    this.connector = link.subscriptions(this::subscribe);
  }

  /** Begins to subscribe in the background and returns at once; close it before the link. */
  public static Replies subscribe(RedisLink link, String instanceId, Consumer<String> consumer) {
    Replies replies = new Replies(link, instanceId, consumer);
    replies.connector.start();
    return replies;
  }

  /** The channel's full name, for those who reply. */
  public String channel() {
    return channel;
  }

  /** Whether replies arrive at present. */
  public boolean isConnected() {
    return subscribed && connector.current().isPresent();
  }

  @Override
  public void close() {
    connector.close();
  }

  private void subscribe(StatefulRedisPubSubConnection<String, String> connection) {
    subscribed = false;
    connection.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String from, String text) {
            deliver(text);
          }

          @Override
          public void subscribed(String to, long count) {
            subscribed = true;
          }
        });
    connection
        .async()
        .subscribe(channel)
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                connector.replace(connection);
              }
            });
  }

  private void deliver(String text) {
    try {
      consumer.accept(text);
    } catch (RuntimeException e) {
      // One reply's trouble must not keep the following ones from arriving, and its sender is not
      // here to be told; whoever waits for it ends by its own time limit.
      log.error("A reply could not be handled", e);
    }
  }
}
