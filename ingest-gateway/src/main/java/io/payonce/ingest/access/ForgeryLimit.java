package io.payonce.ingest.access;

import io.payonce.ingest.http.HttpCall;
import io.payonce.ingest.http.RequestRefused;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Counts requests with bad signatures by where they come from, for a limited number of sources.
 *
 * <p>Only a request that has turned out bad is counted and can be refused, so forgeries never lock
 * out a gateway that shares their address, behind a proxy say. A source that is forgotten, because
 * more of them came since than are remembered, begins anew.
 *
 * <p>Safe for many threads.
 */
public final class ForgeryLimit {
  private static final int SOURCES_AT_MOST = 10_000;

  private final Optional<Rate> rate;
  private final LongSupplier nanoTime;
  private final int sourcesAtMost;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<String, TokenBucket> bySource = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param rate of each source; empty for no limit
   */
  public ForgeryLimit(Optional<Rate> rate) {
    this(rate, SOURCES_AT_MOST, System::nanoTime);
  }

  ForgeryLimit(Optional<Rate> rate, int sourcesAtMost, LongSupplier nanoTime) {
    this.rate = rate;
    this.sourcesAtMost = sourcesAtMost;
    this.nanoTime = nanoTime;
  }

  /** Counts a request that is bad; if too many came from there, returns its refusal, with 429. */
  public Optional<RequestRefused> count(HttpCall call) {
    Duration wait = take(call.source());
    return wait.isZero()
        ? Optional.empty()
        : Optional.of(
            TooMany.refusal("Too many requests with bad signatures came from there.", wait));
  }

  Duration take(String source) {
    return rate.map(limit -> bucket(source, limit).take()).orElse(Duration.ZERO);
  }

  private TokenBucket bucket(String source, Rate limit) {
    lock.lock();
    try {
      TokenBucket bucket = bySource.computeIfAbsent(source, _ -> new TokenBucket(limit, nanoTime));
      if (bySource.size() > sourcesAtMost) {
        bySource.pollFirstEntry();
      }
      return bucket;
    } finally {
      lock.unlock();
    }
  }

  int remembered() {
    lock.lock();
    try {
      return bySource.size();
    } finally {
      lock.unlock();
    }
  }
}
