package io.payonce.idempotency;

import static java.util.Objects.requireNonNull;

import io.payonce.idempotency.redis.Call;
import io.payonce.idempotency.redis.Commands;
import io.payonce.idempotency.redis.Pipeline;
import io.payonce.idempotency.redis.RedisLink;
import java.util.ArrayList;
import java.util.List;

/**
 * The last step of a batch after its transaction has committed, in one round trip: results are
 * cached, locks released, waiting callers answered.
 *
 * <p>Steps are sent in the order in which they were added: add a key's result before the release of
 * its lock, so that the next holder finds it.
 *
 * <p>It cannot fail, only be degraded, since losing any of it changes nothing that was decided: a
 * result that is not cached is looked up in the database, a lock that is not released expires, a
 * caller who is not answered gets 202 and polls.
 *
 * <p>For one thread, and to be run once.
 */
public final class BatchFinish {

  /** How the step ended. */
  public enum Ending {
    /** Redis did all of it. */
    COMPLETE,
    /** Some or all of it was perhaps not done. */
    DEGRADED
  }

  private final RedisLink link;
  private final Pipeline pipeline = new Pipeline();
  private final List<Call<?>> calls = new ArrayList<>();

  public BatchFinish(RedisLink link) {
    this.link = requireNonNull(link, "link is null");
  }

  public BatchFinish cache(String key, CacheWrite write) {
    return add(ResultCache.write(link, key, write));
  }

  public BatchFinish invalidate(String key) {
    return add(ResultCache.delete(link, key));
  }

  /** Releases the lock if it is still held under the token. */
  public BatchFinish release(LockToken token) {
    return add(BatchLocks.release(link, token));
  }

  /**
   * Sends the text to whoever listens.
   *
   * @param channel the full name, as the listener gave it
   */
  public BatchFinish reply(String channel, String text) {
    return add(Commands.publish(channel, text));
  }

  public Ending run() {
    link.run(pipeline);
    return calls.stream().allMatch(Call::isAnswered) ? Ending.COMPLETE : Ending.DEGRADED;
  }

  private BatchFinish add(Call<?> call) {
    calls.add(pipeline.add(call));
    return this;
  }
}
