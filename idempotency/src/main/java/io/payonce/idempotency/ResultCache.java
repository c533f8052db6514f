package io.payonce.idempotency;

import static java.util.Objects.requireNonNull;

import io.payonce.idempotency.redis.Call;
import io.payonce.idempotency.redis.Commands;
import io.payonce.idempotency.redis.Pipeline;
import io.payonce.idempotency.redis.RedisLink;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Results by idempotency key, {@code idempotency:{key}} in Redis, a batch of them in one round
 * trip.
 *
 * <p>A miss is always right, so an entry that cannot be read is one, and so is every key while
 * Redis is away. A hit is to be believed only as {@link CachedResult#isBelievable} says, which is
 * why a write or delete that is lost does no harm either.
 *
 * <p>Safe for many threads.
 */
public final class ResultCache {

  private final RedisLink link;

  public ResultCache(RedisLink link) {
    this.link = requireNonNull(link, "link is null");
  }

  /** Returns the hits. */
  public Map<String, CachedResult> readAll(Collection<String> keys) {
    Pipeline pipeline = new Pipeline();
    Map<String, Call<String>> calls = new HashMap<>();
    for (String key : new LinkedHashSet<>(keys)) {
      calls.put(key, pipeline.add(Commands.get(cacheKey(link, key))));
    }
    link.run(pipeline);
    Map<String, CachedResult> hits = new HashMap<>();
    calls.forEach((key, call) -> hit(call).ifPresent(result -> hits.put(key, result)));
    return hits;
  }

  public Optional<CachedResult> read(String key) {
    return hit(link.run(Commands.get(cacheKey(link, key))));
  }

  /** Writes what it can. */
  public void writeAll(Map<String, CacheWrite> writes) {
    Pipeline pipeline = new Pipeline();
    writes.forEach((key, write) -> pipeline.add(write(link, key, write)));
    link.run(pipeline);
  }

  /** Deletes what it can; returns how many entries there were and are no more. */
  public int deleteAll(Collection<String> keys) {
    Pipeline pipeline = new Pipeline();
    var calls = keys.stream().map(key -> pipeline.add(delete(link, key))).toList();
    link.run(pipeline);
    return calls.stream().map(Call::value).mapToInt(ResultCache::count).sum();
  }

  static Call<String> write(RedisLink link, String key, CacheWrite write) {
    return Commands.set(cacheKey(link, key), CachedResultJson.encode(write.result()), write.ttl());
  }

  static Call<Long> delete(RedisLink link, String key) {
    return Commands.delete(cacheKey(link, key));
  }

  private static Optional<CachedResult> hit(Call<String> call) {
    return Optional.ofNullable(call.value()).flatMap(CachedResultJson::decode);
  }

  private static String cacheKey(RedisLink link, String key) {
    return link.prefixed("idempotency:" + requireNonNull(key, "key is null"));
  }

  private static int count(@Nullable Long deleted) {
    return deleted == null ? 0 : deleted.intValue();
  }
}
