package io.payonce.benchmarks;

import io.payonce.idempotency.BatchFinish;
import io.payonce.idempotency.BatchLocks;
import io.payonce.idempotency.CacheWrite;
import io.payonce.idempotency.CachedResult;
import io.payonce.idempotency.LockOwner;
import io.payonce.idempotency.LockRequest;
import io.payonce.idempotency.LockResult;
import io.payonce.idempotency.LockToken;
import io.payonce.idempotency.RecordOrigin;
import io.payonce.idempotency.ResultCache;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.schemas.CallbackCommand;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The usual way, kept lean: for each callback a look into Redis, a lock there, a transaction of its
 * own, and a second trip to keep the result and release the lock.
 *
 * <p>The callbacks lie in memory and the results go nowhere: the time that Kafka and JSON would
 * take is left out, in favour of this way.
 */
final class OneAtATime implements Lanes.Lane {
  private static final Duration LOCK_AT_MOST_FOR = Duration.ofSeconds(30);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(1);
  private static final RecordOrigin NOWHERE = new RecordOrigin("bench", 0, 0);

  /** As long as the result that a worker keeps. */
  private static final String RESULT = "{\"outcome\":\"APPLIED\"," + " ".repeat(400) + "}";

  private final List<OneTransaction> transactions;
  private final RedisLink redis;
  private final ResultCache cache;
  private final BatchLocks locks;
  private final LockOwner owner = new LockOwner("one-at-a-time", "bench");

  /**
   * @param transactions as many as callbacks are under way at once
   */
  OneAtATime(List<OneTransaction> transactions, RedisLink redis) {
    this.transactions = List.copyOf(transactions);
    this.redis = redis;
    this.cache = new ResultCache(redis);
    this.locks = new BatchLocks(redis);
  }

  /** Each thread takes whatever comes next, so that none is idle while there is work. */
  @Override
  public void take(List<CallbackCommand> callbacks)
      throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(transactions.size())) {
      for (OneTransaction transaction : transactions) {
        running.add(
            threads.submit(
                () -> {
                  for (int i = next.getAndIncrement();
                      i < callbacks.size();
                      i = next.getAndIncrement()) {
                    apply(transaction, callbacks.get(i));
                  }
                  return true;
                }));
      }
    }
    for (Future<?> each : running) {
      each.get();
    }
  }

  private void apply(OneTransaction transaction, CallbackCommand callback) throws SQLException {
    String key = callback.key().value();
    if (cache.read(key).isEmpty()) {
      LockToken token = lock(key);
      transaction.apply(callback);
      new BatchFinish(redis).cache(key, CacheWrite.of(result(callback))).release(token).run();
    }
  }

  private LockToken lock(String key) {
    while (true) {
      LockRequest request = new LockRequest(key, owner);
      for (LockResult result : locks.obtainAll(List.of(request), LOCK_AT_MOST_FOR).values()) {
        switch (result) {
          case LockResult.Obtained obtained -> {
            return obtained.token();
          }
          case LockResult.Degraded _ ->
              throw new IllegalStateException("Redis does not answer: it would flatter the figure");
          case LockResult.NotObtained _ -> LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
      }
    }
  }

  private CachedResult result(CallbackCommand callback) {
    return new CachedResult(
        callback.claim().fingerprint(),
        callback.commandId().toString(),
        NOWHERE,
        owner.text(),
        RESULT);
  }
}
