package io.payonce.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.redis.Replies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
class BatchFinishIT {

  private static final LockOwner OWNER = new LockOwner("payment.callback-1", "random");
  private static final CachedResult RESULT =
      new CachedResult("f", "c", new RecordOrigin("t", 1, 2), "o", "{}");

  private final TestServers servers;
  private final LinkedRedis redis;
  private final ResultCache cache;
  private final BatchLocks locks;

  BatchFinishIT(TestServers servers) throws InterruptedException {
    this.servers = servers;
    redis = LinkedRedis.patient(servers);
    cache = new ResultCache(redis.link());
    locks = new BatchLocks(redis.link());
  }

  @AfterEach
  void close() {
    redis.close();
  }

  @Test
  void one_run_caches_invalidates_releases_and_replies() {
    Queue<String> received = new ConcurrentLinkedQueue<>();
    cache.writeAll(Map.of("stale", CacheWrite.of(RESULT)));
    try (Replies replies = Replies.subscribe(redis.link(), "ingress-1", received::add)) {
      await().until(replies::isConnected);
      BatchFinish.Ending ending =
          new BatchFinish(redis.link())
              .cache("fresh", CacheWrite.of(RESULT))
              .invalidate("stale")
              .release(obtained("fresh"))
              .reply(replies.channel(), "done")
              .run();
      assertThat(ending).isEqualTo(BatchFinish.Ending.COMPLETE);
      await().until(() -> received.contains("done"));
    }
    assertThat(cache.readAll(List.of("fresh", "stale"))).isEqualTo(Map.of("fresh", RESULT));
    assertThat(redis.behind().exists(redis.prefixed("lock:fresh"))).isZero();
  }

  @Test
  void locks_are_released_although_redis_has_forgotten_the_script() {
    LockToken token = obtained("key");
    redis.behind().scriptFlush();
    assertThat(new BatchFinish(redis.link()).release(token).run())
        .isEqualTo(BatchFinish.Ending.COMPLETE);
    assertThat(redis.behind().exists(redis.prefixed("lock:key"))).isZero();
  }

  @Test
  void empty_run_is_complete_even_with_redis_away() {
    servers.servers().redis().stop();
    await().until(redis.link()::isDegraded);
    assertThat(new BatchFinish(redis.link()).run()).isEqualTo(BatchFinish.Ending.COMPLETE);
    assertThat(new BatchFinish(redis.link()).invalidate("key").run())
        .isEqualTo(BatchFinish.Ending.DEGRADED);
  }

  private LockToken obtained(String key) {
    List<LockRequest> requests = List.of(new LockRequest(key, OWNER));
    LockResult result =
        locks.obtainAll(requests, Duration.ofSeconds(30)).values().iterator().next();
    assertThat(result).isInstanceOf(LockResult.Obtained.class);
    return ((LockResult.Obtained) result).token();
  }
}
