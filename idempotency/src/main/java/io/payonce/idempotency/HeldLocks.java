package io.payonce.idempotency;

import static java.util.Objects.requireNonNull;

import io.payonce.idempotency.redis.Call;
import io.payonce.idempotency.redis.Commands;
import io.payonce.idempotency.redis.Pipeline;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.idempotency.redis.Script;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The locks that are held in Redis, for a person who looks; it obtains and releases none. */
public final class HeldLocks {
  private static final Script TIME_LEFT = Script.of("return redis.call('PTTL', KEYS[1])");
  private static final String LOCK = "lock:";

  private HeldLocks() {}

  /**
   * A lock.
   *
   * @param key the idempotency key
   * @param owner who holds it; empty if the value was not set by a worker of ours
   * @param timeLeft until it goes by itself; negative if it never does
   */
  public record Held(String key, Optional<LockOwner> owner, Duration timeLeft) {
    public Held {
      requireNonNull(key, "key is null");
      requireNonNull(owner, "owner is null");
      requireNonNull(timeLeft, "timeLeft is null");
    }
  }

  private record Asked(String name, Call<String> value, Call<Long> millis) {}

  /** Reads all of them, sorted by key; empty if Redis did not answer to the end. */
  public static Optional<List<Held>> read(RedisLink link) {
    Collection<String> names = new TreeSet<>();
    if (!link.scan(link.prefixed(LOCK), names::addAll)) {
      return Optional.empty();
    }
    Pipeline pipeline = new Pipeline();
    List<Asked> asked =
        names.stream()
            .map(
                name ->
                    new Asked(
                        name,
                        pipeline.add(Commands.get(name)),
                        pipeline.add(Commands.script(TIME_LEFT, name))))
            .toList();
    link.run(pipeline);
    if (!asked.stream().allMatch(each -> each.value().isAnswered() && each.millis().isAnswered())) {
      return Optional.empty();
    }
    int prefix = link.prefixed(LOCK).length();
    return Optional.of(
        asked.stream()
            .flatMap(each -> held(each, each.name().substring(prefix)).stream())
            .toList());
  }

  /** Empty if it was released since it was met. */
  private static Optional<Held> held(Asked asked, String key) {
    String value = asked.value().value();
    Long millis = asked.millis().value();
    return value == null || millis == null || millis == -2
        ? Optional.empty()
        : Optional.of(
            new Held(
                key, LockToken.read(key, value).map(LockToken::owner), Duration.ofMillis(millis)));
  }
}
