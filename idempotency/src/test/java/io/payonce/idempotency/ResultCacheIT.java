package io.payonce.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
class ResultCacheIT {

  private static final CachedResult ONE = result("one", 1);
  private static final CachedResult TWO = result("two", 2);

  private final LinkedRedis redis;
  private final RedisCommands<String, String> behind;
  private final ResultCache cache;

  ResultCacheIT(TestServers servers) throws InterruptedException {
    redis = LinkedRedis.patient(servers);
    behind = redis.behind();
    cache = new ResultCache(redis.link());
  }

  @AfterEach
  void close() {
    redis.close();
  }

  @Test
  void results_come_back_and_misses_do_not() {
    cache.writeAll(Map.of("k1", CacheWrite.of(ONE), "k2", CacheWrite.of(TWO)));
    assertThat(cache.readAll(List.of("k1", "k2", "k3", "k1")))
        .isEqualTo(Map.of("k1", ONE, "k2", TWO));
    assertThat(cache.read("k1")).contains(ONE);
    assertThat(cache.read("k3")).isEmpty();
  }

  @Test
  void results_expire_after_their_time() {
    CacheWrite shortLived = new CacheWrite(TWO, Duration.ofMinutes(5));
    cache.writeAll(Map.of("k1", CacheWrite.of(ONE), "k2", shortLived));
    assertThat(behind.pttl(redis.prefixed("idempotency:k1")))
        .isBetween(Duration.ofHours(23).toMillis(), Duration.ofHours(24).toMillis());
    assertThat(behind.pttl(redis.prefixed("idempotency:k2")))
        .isBetween(Duration.ofMinutes(4).toMillis(), Duration.ofMinutes(5).toMillis());
  }

  @Test
  void value_that_cannot_be_read_is_a_miss_and_spoils_no_other() {
    behind.set(redis.prefixed("idempotency:garbage"), "\u0000{");
    behind.rpush(redis.prefixed("idempotency:list"), "x");
    cache.writeAll(Map.of("k1", CacheWrite.of(ONE)));
    assertThat(cache.readAll(List.of("garbage", "list", "k1"))).isEqualTo(Map.of("k1", ONE));
    assertThat(redis.link().isDegraded()).isFalse();
  }

  @Test
  void deleted_results_are_misses() {
    cache.writeAll(Map.of("k1", CacheWrite.of(ONE), "k2", CacheWrite.of(TWO)));
    assertThat(cache.deleteAll(List.of("k1", "k3"))).isOne();
    assertThat(cache.readAll(List.of("k1", "k2"))).isEqualTo(Map.of("k2", TWO));
  }

  @Test
  void sweep_counts_or_deletes_what_begins_so_and_nothing_else() {
    Map<String, CacheWrite> writes = new HashMap<>();
    for (int i = 0; i < 2_500; i++) {
      writes.put("callback:VNPAY:" + i, CacheWrite.of(ONE));
    }
    writes.put("callback:VNPAYX:1", CacheWrite.of(TWO));
    cache.writeAll(writes);
    behind.set(redis.prefixed("lock:callback:VNPAY:1"), "held");
    behind.set("other-installation:idempotency:callback:VNPAY:1", "theirs");

    assertThat(cache.sweep("callback:VNPAY:", true))
        .satisfies(swept -> assertThat(swept.entries()).isGreaterThanOrEqualTo(2_500))
        .returns(true, ResultCache.Swept::whole);
    assertThat(cache.sweep("callback:VNPAY:", false)).isEqualTo(new ResultCache.Swept(2_500, true));
    assertThat(cache.sweep("callback:VNPAY:", false)).isEqualTo(new ResultCache.Swept(0, true));
    assertThat(cache.sweep("callback:*", false)).isEqualTo(new ResultCache.Swept(0, true));
    assertThat(cache.read("callback:VNPAYX:1")).contains(TWO);
    assertThat(behind.get(redis.prefixed("lock:callback:VNPAY:1"))).isEqualTo("held");
    assertThat(behind.del("other-installation:idempotency:callback:VNPAY:1")).isOne();
    behind.del(redis.prefixed("lock:callback:VNPAY:1"));
  }

  private static CachedResult result(String commandId, long offset) {
    return new CachedResult(
        "fingerprint", commandId, new RecordOrigin("topic-id", 0, offset), "owner", "{\"a\":1}");
  }
}
