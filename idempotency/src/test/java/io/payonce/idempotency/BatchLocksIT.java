package io.payonce.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.api.sync.RedisCommands;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.idempotency.BatchLocks.Renewal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
class BatchLocksIT {

  private static final Duration LOCK_AT_MOST_FOR = Duration.ofSeconds(30);
  private static final LockOwner OWNER = new LockOwner("payment.callback-1", "first");
  private static final LockOwner NEXT_OWNER = new LockOwner("payment.callback-1", "second");
  private static final LockOwner FOREIGN_OWNER = new LockOwner("payment.callback-11", "other");

  private final LinkedRedis redis;
  private final RedisCommands<String, String> behind;
  private final BatchLocks locks;

  BatchLocksIT(TestServers servers) throws InterruptedException {
    redis = LinkedRedis.patient(servers);
    behind = redis.behind();
    locks = new BatchLocks(redis.link());
  }

  @AfterEach
  void close() {
    behind.keys(redis.prefixed("lock:*")).forEach(behind::del);
    redis.close();
  }

  @Test
  void free_locks_are_obtained_for_their_time() {
    List<LockRequest> requests =
        IntStream.range(0, 1_000).mapToObj(i -> new LockRequest("key" + i, OWNER)).toList();
    Map<String, LockResult> results = locks.obtainAll(requests, LOCK_AT_MOST_FOR);
    assertThat(results.keySet()).containsExactlyElementsOf(keysOf(requests));
    assertThat(results.values()).allMatch(LockResult.Obtained.class::isInstance);
    assertThat(behind.get(redis.prefixed("lock:key7"))).startsWith("payment.callback-1:first:");
    assertThat(behind.pttl(redis.prefixed("lock:key7"))).isBetween(25_000L, 30_000L);
  }

  @Test
  void lock_of_a_foreign_partition_is_not_obtained() {
    LockToken held = obtained("key", OWNER);
    assertThat(obtain("key", FOREIGN_OWNER)).isEqualTo(new LockResult.NotObtained("key"));
    assertThat(holder("key")).isEqualTo(held.text());
  }

  @Test
  void lock_of_the_same_owner_under_another_token_is_not_obtained() {
    LockToken held = obtained("key", OWNER);
    assertThat(obtain("key", OWNER)).isEqualTo(new LockResult.NotObtained("key"));
    assertThat(holder("key")).isEqualTo(held.text());
  }

  @Test
  void lock_of_a_dead_predecessor_is_taken_over_for_its_full_time() {
    obtained("key", OWNER);
    behind.pexpire(redis.prefixed("lock:key"), 5_000);
    LockToken taken = obtained("key", NEXT_OWNER);
    assertThat(holder("key")).isEqualTo(taken.text());
    assertThat(behind.pttl(redis.prefixed("lock:key"))).isGreaterThan(20_000);
  }

  @Test
  void release_does_not_delete_the_lock_of_a_successor() {
    LockToken lost = obtained("key", OWNER);
    LockToken taken = obtained("key", NEXT_OWNER);
    assertThat(locks.releaseAll(List.of(lost))).isZero();
    assertThat(holder("key")).isEqualTo(taken.text());
  }

  @Test
  void released_lock_is_free_for_anybody() {
    assertThat(locks.releaseAll(List.of(obtained("key", OWNER)))).isOne();
    obtained("key", FOREIGN_OWNER);
  }

  @Test
  void expired_lock_is_free_for_anybody() {
    obtained("key", OWNER);
    behind.pexpire(redis.prefixed("lock:key"), 50);
    await().untilAsserted(() -> obtained("key", FOREIGN_OWNER));
  }

  @Test
  void renewed_lock_lasts_longer_and_a_lost_one_is_told() {
    LockToken held = obtained("held", OWNER);
    LockToken lost = obtained("lost", OWNER);
    LockToken taken = obtained("lost", NEXT_OWNER);
    assertThat(locks.renewAll(List.of(held, lost), Duration.ofSeconds(90)))
        .containsEntry(held, Renewal.RENEWED)
        .containsEntry(lost, Renewal.LOST);
    assertThat(behind.pttl(redis.prefixed("lock:held"))).isGreaterThan(80_000);
    assertThat(behind.pttl(redis.prefixed("lock:lost"))).isLessThanOrEqualTo(30_000);
    assertThat(holder("lost")).isEqualTo(taken.text());
  }

  @Test
  void key_that_is_asked_for_twice_is_one_request() {
    LockRequest request = new LockRequest("key", OWNER);
    assertThat(locks.obtainAll(List.of(request, request), LOCK_AT_MOST_FOR))
        .hasSize(1)
        .allSatisfy((key, result) -> assertThat(result).isInstanceOf(LockResult.Obtained.class));
  }

  @Test
  void two_owners_cannot_ask_for_one_key_together() {
    List<LockRequest> requests =
        List.of(new LockRequest("key", OWNER), new LockRequest("key", FOREIGN_OWNER));
    assertThatThrownBy(() -> locks.obtainAll(requests, LOCK_AT_MOST_FOR))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(behind.exists(redis.prefixed("lock:key"))).isZero();
  }

  @Test
  void locks_work_after_redis_has_forgotten_the_scripts() {
    LockToken token = obtained("key", OWNER);
    behind.scriptFlush();
    assertThat(locks.releaseAll(List.of(token))).isOne();
    behind.scriptFlush();
    obtained("key", FOREIGN_OWNER);
    assertThat(redis.link().degradedOperations()).isZero();
  }

  @Test
  void locks_released_together_do_not_suffer_from_a_key_of_another_type() {
    List<LockToken> tokens =
        IntStream.range(0, 300).mapToObj(i -> obtained("key" + i, OWNER)).toList();
    behind.del(redis.prefixed("lock:key7"));
    behind.rpush(redis.prefixed("lock:key7"), "a list");

    locks.releaseAll(tokens);

    assertThat(behind.keys(redis.prefixed("lock:*"))).containsExactly(redis.prefixed("lock:key7"));
  }

  @Test
  void key_of_another_type_degrades_alone() {
    behind.rpush(redis.prefixed("lock:list"), "x");
    List<LockRequest> requests =
        List.of(new LockRequest("list", OWNER), new LockRequest("key", OWNER));
    Map<String, LockResult> results = locks.obtainAll(requests, LOCK_AT_MOST_FOR);
    assertThat(results.get("list")).isInstanceOf(LockResult.Degraded.class);
    assertThat(results.get("key")).isInstanceOf(LockResult.Obtained.class);
    assertThat(redis.link().isDegraded()).isFalse();
  }

  private LockToken obtained(String key, LockOwner owner) {
    LockResult result = obtain(key, owner);
    assertThat(result).isInstanceOf(LockResult.Obtained.class);
    return ((LockResult.Obtained) result).token();
  }

  private LockResult obtain(String key, LockOwner owner) {
    return locks
        .obtainAll(List.of(new LockRequest(key, owner)), LOCK_AT_MOST_FOR)
        .values()
        .iterator()
        .next();
  }

  private String holder(String key) {
    return behind.get(redis.prefixed("lock:" + key));
  }

  private static List<String> keysOf(List<LockRequest> requests) {
    return requests.stream().map(LockRequest::key).toList();
  }
}
