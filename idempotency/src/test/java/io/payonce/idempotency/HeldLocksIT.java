package io.payonce.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.RedisSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
class HeldLocksIT {
  private static final LockOwner OWNER = new LockOwner("payment.callback-1", "first");
  private static final int MANY = 2_500;

  private final LinkedRedis redis;

  HeldLocksIT(TestServers servers) throws InterruptedException {
    redis = LinkedRedis.patient(servers);
  }

  @AfterEach
  void close() {
    redis.close();
  }

  @Test
  void every_lock_is_read_with_its_owner_and_its_time_and_stays() {
    BatchLocks locks = new BatchLocks(redis.link());
    List<LockRequest> requests =
        IntStream.range(0, MANY).mapToObj(i -> new LockRequest("k" + i, OWNER)).toList();
    List<LockToken> tokens =
        locks.obtainAll(requests, Duration.ofSeconds(30)).values().stream()
            .map(result -> ((LockResult.Obtained) result).token())
            .toList();
    RedisCommands<String, String> behind = redis.behind();
    behind.set(redis.prefixed("lock:foreign"), "somebody");

    List<HeldLocks.Held> held = HeldLocks.read(redis.link()).orElseThrow();
    assertThat(held).hasSize(MANY + 1).extracting(HeldLocks.Held::key).isSorted();
    assertThat(held.getFirst())
        .returns("foreign", HeldLocks.Held::key)
        .returns(Optional.empty(), HeldLocks.Held::owner)
        .returns(true, lock -> lock.timeLeft().isNegative());
    assertThat(held.subList(1, held.size()))
        .allMatch(lock -> lock.owner().equals(Optional.of(OWNER)))
        .allMatch(lock -> lock.timeLeft().isPositive())
        .allMatch(lock -> lock.timeLeft().compareTo(Duration.ofSeconds(30)) <= 0);
    behind.del(redis.prefixed("lock:foreign"));
    assertThat(locks.releaseAll(tokens)).isEqualTo(MANY);
    assertThat(HeldLocks.read(redis.link())).contains(List.of());
  }

  @Test
  void redis_that_is_away_is_not_taken_for_one_without_locks() {
    try (RedisLink away = RedisLink.connect(RedisSettings.of("redis://127.0.0.1:1"))) {
      assertThat(HeldLocks.read(away)).isEmpty();
      assertThat(new ResultCache(away).sweep("k", true)).returns(false, ResultCache.Swept::whole);
    }
  }
}
