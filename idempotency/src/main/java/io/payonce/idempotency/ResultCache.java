package io.payonce.idempotency;

import static java.util.Objects.requireNonNull;

import io.payonce.idempotency.redis.Call;
import io.payonce.idempotency.redis.Commands;
import io.payonce.idempotency.redis.Pipeline;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.Script;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

  private static final Script EXISTS = Script.of("return redis.call('EXISTS', KEYS[1])");

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

  /**
   * Deletes every entry whose key begins so, or only counts them. Entries that come meanwhile may
   * stay.
   *
   * @param counting whether they stay; one that Redis moves meanwhile may be counted twice
   */
  public Swept sweep(String beginning, boolean counting) {
    List<Swept> pages = new ArrayList<>();
    boolean seen =
        link.scan(
            cacheKey(link, beginning),
            names ->
                pages.add(
                    counting
                        ? new Swept(names.size(), true)
                        : sweepNames(names, Commands::delete)));
    return new Swept(
        pages.stream().mapToLong(Swept::entries).sum(),
        seen && pages.stream().allMatch(Swept::whole));
  }

  /** Deletes the entries of these keys, or only counts them. */
  public Swept sweep(Collection<String> keys, boolean counting) {
    return sweepNames(
        keys.stream().map(key -> cacheKey(link, key)).toList(),
        counting ? ResultCache::exists : Commands::delete);
  }

  private static Call<Long> exists(String name) {
    return Commands.script(EXISTS, name);
  }

  private Swept sweepNames(List<String> names, Function<String, Call<Long>> each) {
    Pipeline pipeline = new Pipeline();
    List<Call<Long>> calls = names.stream().map(name -> pipeline.add(each.apply(name))).toList();
    link.run(pipeline);
    return new Swept(
        calls.stream().map(Call::value).mapToLong(ResultCache::count).sum(),
        calls.stream().allMatch(Call::isAnswered));
  }

  /**
   * What a sweep came to.
   *
   * @param entries how many there were
   * @param whole whether Redis answered to the end
   */
  public record Swept(long entries, boolean whole) {}

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
