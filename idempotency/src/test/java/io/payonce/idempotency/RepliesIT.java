package io.payonce.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.EmbeddedRedisServer;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.redis.Replies;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
class RepliesIT {

  private final LinkedRedis redis;
  private final EmbeddedRedisServer server;

  RepliesIT(TestServers servers) throws InterruptedException {
    redis = LinkedRedis.patient(servers);
    server = servers.servers().redis();
  }

  @AfterEach
  void close() {
    redis.close();
  }

  @Test
  void replies_arrive_again_when_redis_is_back() {
    Queue<String> received = new ConcurrentLinkedQueue<>();
    try (Replies replies = Replies.subscribe(redis.link(), "ingress-1", received::add)) {
      await().until(replies::isConnected);
      server.stop();
      await().until(() -> !replies.isConnected());
      server.start();
      await().until(() -> replies.isConnected() && !redis.link().isDegraded());
      assertThat(new BatchFinish(redis.link()).reply(replies.channel(), "again").run())
          .isEqualTo(BatchFinish.Ending.COMPLETE);
      await().until(() -> received.contains("again"));
    }
  }

  @Test
  void reply_that_cannot_be_handled_does_not_keep_the_next_from_arriving() {
    Queue<String> received = new ConcurrentLinkedQueue<>();
    try (Replies replies =
        Replies.subscribe(
            redis.link(),
            "ingress-1",
            text -> {
              received.add(text);
              throw new IllegalStateException("on purpose");
            })) {
      await().until(replies::isConnected);
      new BatchFinish(redis.link())
          .reply(replies.channel(), "first")
          .reply(replies.channel(), "second")
          .run();
      await().until(() -> received.containsAll(List.of("first", "second")));
    }
  }
}
