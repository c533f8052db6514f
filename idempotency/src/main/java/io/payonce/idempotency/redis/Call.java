package io.payonce.idempotency.redis;

import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.RedisCommand;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One command in a pipeline and, once the pipeline has run, its answer if there was one.
 *
 * <p>For one thread: the one that runs the pipeline.
 *
 * @param <T> the answer
 */
public final class Call<T> implements Sendable {

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

  /** The same command as a script over its key, by which it can be packed with others. */
  record Scripted(Script script, String key, List<String> values) {}

  private final Supplier<RedisCommand<String, String, T>> command;
  private final Supplier<RedisCommand<String, String, T>> afterUnknownScript;
  private final @Nullable Scripted scripted;
  private @Nullable AsyncCommand<String, String, T> sent;
  private boolean answeredAmongOthers;
  private @Nullable T answerAmongOthers;

  Call(
      Supplier<RedisCommand<String, String, T>> command,
      Supplier<RedisCommand<String, String, T>> afterUnknownScript,
      @Nullable Scripted scripted) {
    this.command = command;
    this.afterUnknownScript = afterUnknownScript;
    this.scripted = scripted;
  }

  @Nullable Scripted scripted() {
    return scripted;
  }

  /** Takes the answer that came among others': a script answers what its command would. */
  @SuppressWarnings("unchecked")
  void answered(@Nullable Object answer) {
    answeredAmongOthers = true;
    answerAmongOthers = (T) answer;
  }

  public boolean isAnswered() {
    return fate() == Fate.ANSWERED;
  }

  /** The answer; null if there was none, or if the answer is Redis's nil. */
  public @Nullable T value() {
    if (answeredAmongOthers) {
      return answerAmongOthers;
    }
    AsyncCommand<String, String, T> answered = sent;
    return answered != null && isAnswered() ? answered.resultNow() : null;
  }

  @Override
  public AsyncCommand<String, String, T> begin() {
    AsyncCommand<String, String, T> begun = new AsyncCommand<>(command.get());
    sent = begun;
    return begun;
  }

  @Override
  public AsyncCommand<String, String, T> beginWithScriptText() {
    AsyncCommand<String, String, T> begun = new AsyncCommand<>(afterUnknownScript.get());
    sent = begun;
    return begun;
  }

  @Override
  public void abandon() {
    if (sent != null) {
      sent.cancel();
    }
  }

  @Override
  public Fate fate() {
    return answeredAmongOthers ? Fate.ANSWERED : fateOf(sent);
  }

  static Fate fateOf(@Nullable AsyncCommand<?, ?, ?> sent) {
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
