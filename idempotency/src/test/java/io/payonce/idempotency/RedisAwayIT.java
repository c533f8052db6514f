package io.payonce.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.EmbeddedRedisServer;
import io.payonce.embedded.junit.AllowLeaks;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.StopsServers;
import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@StopsServers
@ExtendWith(EmbeddedServersExtension.class)
class RedisAwayIT {

  private static final Duration WITH_REDIS_GONE_AT_MOST = Duration.ofMillis(300);
  private static final int BATCHES = 10;
  private static final int PAUSE_MILLIS = 1_500;

  private final LinkedRedis redis;
  private final EmbeddedRedisServer server;

  RedisAwayIT(TestServers servers) throws InterruptedException {
    redis = LinkedRedis.withDefaults(servers);
    server = servers.servers().redis();
  }

  @AfterEach
  void close() {
    redis.close();
  }

  @Test
  void batch_is_degraded_at_once_when_redis_has_stopped() {
    await().untilAsserted(this::anotherThousandIsObtained);
    long before = redis.link().degradedOperations();
    server.stop();
    long begun = System.nanoTime();
    assertThat(obtainThousand()).allMatch(LockResult.Degraded.class::isInstance);
    assertThat(since(begun)).isLessThan(WITH_REDIS_GONE_AT_MOST);
    assertThat(redis.link().isDegraded()).isTrue();
    assertThat(redis.link().degradedOperations() - before).isEqualTo(1_000);
  }

  @Test
  void everything_has_a_degraded_value_while_redis_is_away() {
    server.stop();
    await().until(redis.link()::isDegraded);
    LockToken token = new LockToken("key", new LockOwner("p", "r"), "n");
    BatchLocks locks = new BatchLocks(redis.link());
    ResultCache cache = new ResultCache(redis.link());
    InflightMarks marks = new InflightMarks(redis.link());
    Duration time = Duration.ofSeconds(30);
    assertThat(locks.renewAll(List.of(token), time))
        .containsEntry(token, BatchLocks.Renewal.DEGRADED);
    assertThat(locks.releaseAll(List.of(token))).isZero();
    assertThat(cache.readAll(List.of("key"))).isEmpty();
    assertThat(cache.read("key")).isEmpty();
    assertThat(cache.deleteAll(List.of("key"))).isZero();
    assertThat(marks.mark("key", "token", time)).isEqualTo(InflightMarks.Marking.DEGRADED);
  }

  @Test
  @AllowLeaks("locks that were set without an answer go by their time")
  void batch_waits_for_one_time_out_and_the_following_ones_for_none_when_redis_hangs() {
    await().untilAsserted(this::anotherThousandIsObtained);
    redis.behind().clientPause(PAUSE_MILLIS);
    long begun = System.nanoTime();
    assertThat(obtainThousand()).allMatch(LockResult.Degraded.class::isInstance);
    assertThat(since(begun))
        .isBetween(
            RedisSettings.DEFAULT_COMMAND_TIMEOUT,
            RedisSettings.DEFAULT_COMMAND_TIMEOUT.multipliedBy(2));

    long following = System.nanoTime();
    for (int batch = 0; batch < BATCHES; batch++) {
      assertThat(obtainThousand()).allMatch(LockResult.Degraded.class::isInstance);
    }
    assertThat(since(following)).isLessThan(RedisSettings.DEFAULT_COMMAND_TIMEOUT);
    await().untilAsserted(this::anotherThousandIsObtained);
  }

  @Test
  @AllowLeaks("locks are gone with the server or go by their time")
  void link_works_again_by_itself_when_redis_is_back() {
    server.stop();
    assertThat(obtainThousand()).allMatch(LockResult.Degraded.class::isInstance);
    server.start();
    await().untilAsserted(this::anotherThousandIsObtained);
    assertThat(redis.link().isDegraded()).isFalse();
  }

  @Test
  void link_that_began_with_redis_away_connects_later() {
    server.stop();
    long begun = System.nanoTime();
    try (RedisLink link = RedisLink.connect(redis.settings())) {
      ResultCache cache = new ResultCache(link);
      assertThat(cache.read("key")).isEmpty();
      assertThat(link.isDegraded()).isTrue();
      assertThat(since(begun)).isLessThan(Duration.ofSeconds(1));
      server.start();
      await().until(() -> !link.isDegraded());
      await()
          .untilAsserted(
              () ->
                  assertThat(new BatchFinish(link).invalidate("key").run())
                      .isEqualTo(BatchFinish.Ending.COMPLETE));
    }
  }

  private void anotherThousandIsObtained() {
    redis.behind().flushall();
    assertThat(obtainThousand()).allMatch(LockResult.Obtained.class::isInstance);
  }

  private Collection<LockResult> obtainThousand() {
    LockOwner owner = new LockOwner("payment.callback-1", "random" + System.nanoTime());
    List<LockRequest> requests =
        IntStream.range(0, 1_000).mapToObj(i -> new LockRequest("key" + i, owner)).toList();
    return new BatchLocks(redis.link()).obtainAll(requests, Duration.ofSeconds(30)).values();
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
