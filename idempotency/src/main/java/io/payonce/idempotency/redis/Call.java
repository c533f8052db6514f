package io.payonce.idempotency.redis;

import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.RedisCommand;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One command in a pipeline and, once the pipeline has run, its answer if there was one.
 *
 * <p>For one thread: the one that runs the pipeline.
 *
 * @param <T> the answer
 */
public final class Call<T> {

  /** How a command fared. */
  enum Fate {
    ANSWERED,
    /** Redis did not know the script by its digest; send its text. */
    SCRIPT_UNKNOWN,
    /** Redis refused this command alone, a key of another type say; the others may stand. */
    REFUSED,
    /** No answer, or one that says Redis cannot serve anybody at this time. */
    LINK_FAILED
  }

  private final Supplier<RedisCommand<String, String, T>> command;
  private final Supplier<RedisCommand<String, String, T>> afterUnknownScript;
  private @Nullable AsyncCommand<String, String, T> sent;

  Call(
      Supplier<RedisCommand<String, String, T>> command,
      Supplier<RedisCommand<String, String, T>> afterUnknownScript) {
    this.command = command;
    this.afterUnknownScript = afterUnknownScript;
  }

  public boolean isAnswered() {
    return fate() == Fate.ANSWERED;
  }

  /** The answer; null if there was none, or if the answer is Redis's nil. */
  public @Nullable T value() {
    AsyncCommand<String, String, T> answered = sent;
    return answered != null && isAnswered() ? answered.resultNow() : null;
  }

  AsyncCommand<String, String, T> begin() {
    AsyncCommand<String, String, T> begun = new AsyncCommand<>(command.get());
    sent = begun;
    return begun;
  }

  AsyncCommand<String, String, T> beginWithScriptText() {
    AsyncCommand<String, String, T> begun = new AsyncCommand<>(afterUnknownScript.get());
    sent = begun;
    return begun;
  }

  /** What is not answered by now never will be; it is not sent if it has not been yet. */
  void abandon() {
    if (sent != null) {
      sent.cancel();
    }
  }

  Fate fate() {
    if (sent == null || !sent.isDone() || sent.isCancelled()) {
      return Fate.LINK_FAILED;
    }
    return sent.isCompletedExceptionally() ? fateOf(sent.exceptionNow()) : Fate.ANSWERED;
  }

  private static Fate fateOf(Throwable failure) {
    return switch (failure) {
      case RedisNoScriptException _ -> Fate.SCRIPT_UNKNOWN;
      case RedisLoadingException _, RedisBusyException _, RedisReadOnlyException _ ->
          Fate.LINK_FAILED;
      case RedisCommandExecutionException _ -> Fate.REFUSED;
      default -> Fate.LINK_FAILED;
    };
  }
}
