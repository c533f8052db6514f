package io.payonce.ingest.commands;

import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.Replies;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replies that this instance waits for, by command.
 *
 * <p>A reply and its waiting caller meet in a future that is there before the command is sent:
 *
 * <ul>
 *   <li>the reply comes first: the caller finds the future complete;
 *   <li>the reply comes while the caller waits: it is woken;
 *   <li>the reply comes after the caller gave up: the future is gone and the reply dropped, which
 *       changes nothing, as the outcome is published besides.
 * </ul>
 */
final class PendingReplies implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PendingReplies.class);

  private final Map<UUID, CompletableFuture<Reply>> waiting;
  private final Replies replies;

  private PendingReplies(Map<UUID, CompletableFuture<Reply>> waiting, Replies replies) {
    this.waiting = waiting;
    this.replies = replies;
  }

  static PendingReplies open(RedisLink link) {
    Map<UUID, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
    String instance = UUID.randomUUID().toString();
    return new PendingReplies(
        waiting, Replies.subscribe(link, instance, text -> deliver(waiting, text)));
  }

  /** Whether a reply could arrive at present. */
  boolean isConnected() {
    return replies.isConnected();
  }

  String channel() {
    return replies.channel();
  }

  /** Begins to expect a reply; close it when it is no longer wanted. */
  Expected expect(UUID commandId) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    waiting.put(commandId, reply);
    return new Expected(commandId, reply);
  }

  @Override
  public void close() {
    replies.close();
  }

  private static void deliver(Map<UUID, CompletableFuture<Reply>> waiting, String text) {
    switch (Reply.read(text)) {
      case Decoding.Decoded<Reply>(Reply reply) -> {
        CompletableFuture<Reply> expected = waiting.get(reply.commandId());
        if (expected != null) {
          expected.complete(reply);
        }
      }
      case Decoding.Undecodable<Reply>(String problem) ->
          log.warn("a reply cannot be read: {}", problem);
      case Decoding.FutureVersion<Reply>(long version) ->
          log.warn("a reply has the future version {}", version);
    }
  }

  /** A reply that may come. For one thread. */
  final class Expected implements AutoCloseable {
    private final UUID commandId;
    private final CompletableFuture<Reply> reply;

    private Expected(UUID commandId, CompletableFuture<Reply> reply) {
      this.commandId = commandId;
      this.reply = reply;
    }

    Optional<Reply> await(Duration atMost) {
      try {
        return Optional.of(reply.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
      } catch (TimeoutException _) {
        return Optional.empty();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (ExecutionException e) {
        throw new AssertionError("nobody fails this future", e);
      }
    }

    @Override
    public void close() {
      waiting.remove(commandId);
    }
  }
}
