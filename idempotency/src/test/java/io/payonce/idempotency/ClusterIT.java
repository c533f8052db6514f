package io.payonce.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.idempotency.redis.Replies;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** A cluster of one node that holds all slots: the way of speaking is that of any cluster. */
class ClusterIT {

  private static final int SLOTS = 16_384;
  private static final Duration LONGEST_START = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private int port;
  private RedisServer server;

  @BeforeEach
  void start() throws IOException {
    port = freePort();
    server = newServer();
    server.start();
    try (RedisClient client = RedisClient.create("redis://127.0.0.1:" + port)) {
      RedisCommands<String, String> commands = client.connect().sync();
      commands.clusterAddSlots(IntStream.range(0, SLOTS).toArray());
      await()
          .atMost(LONGEST_START)
          .until(() -> commands.clusterInfo().contains("cluster_state:ok"));
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.stop();
  }

  @Test
  void locks_cache_and_replies_work_on_a_cluster_and_again_after_its_restart() throws Exception {
    Queue<String> received = new ConcurrentLinkedQueue<>();
    try (RedisLink link = RedisLink.connect(RedisSettings.of("redis-cluster://127.0.0.1:" + port));
        Replies replies = Replies.subscribe(link, "ingress-1", received::add)) {
      assertThat(link.awaitConnected(LONGEST_START)).isTrue();
      await().untilAsserted(() -> assertEverythingWorks(link, replies, received));
      server.stop();
      assertThat(new BatchFinish(link).invalidate("key").run())
          .isEqualTo(BatchFinish.Ending.DEGRADED);
      received.clear();
      server = newServer();
      server.start();
      await()
          .atMost(LONGEST_START)
          .untilAsserted(() -> assertEverythingWorks(link, replies, received));
    }
  }

  private static void assertEverythingWorks(
      RedisLink link, Replies replies, Queue<String> received) {
    LockOwner owner = new LockOwner("payment.callback-1", "random");
    LockToken token = new LockToken("key1", owner, "nonce");
    CachedResult result = new CachedResult("f", "c", new RecordOrigin("t", 1, 2), "o", "{}");
    List<LockRequest> requests =
        IntStream.range(0, 100).mapToObj(i -> new LockRequest("key" + i, owner)).toList();
    Map<String, LockResult> locks =
        new BatchLocks(link).obtainAll(requests, Duration.ofSeconds(30));
    assertThat(locks.values()).noneMatch(LockResult.Degraded.class::isInstance);
    assertThat(HeldLocks.read(link).orElseThrow())
        .hasSize(requests.size())
        .allMatch(held -> held.owner().equals(Optional.of(owner)));
    BatchFinish finish =
        new BatchFinish(link)
            .cache("key", CacheWrite.of(result))
            .release(token)
            .reply(replies.channel(), "done");
    assertThat(finish.run()).isEqualTo(BatchFinish.Ending.COMPLETE);
    assertThat(new ResultCache(link).read("key")).contains(result);
    assertThat(received).contains("done");
    assertThat(new ResultCache(link).sweep("k", true)).isEqualTo(new ResultCache.Swept(1, true));
  }

  private RedisServer newServer() throws IOException {
    return RedisServer.newRedisServer()
        .port(port)
        .setting("bind 127.0.0.1")
        .setting("dir " + folder)
        .setting("save \"\"")
        .setting("cluster-enabled yes")
        .build();
  }

  /** Below 32768, as the cluster's own port is 10,000 above it. */
  private static int freePort() throws IOException {
    int candidate = ThreadLocalRandom.current().nextInt(12_000, 22_000);
    try (ServerSocket _ = new ServerSocket(candidate)) {
      return candidate;
    }
  }
}
