package io.payonce.idempotency.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Commands that go to Redis together and are waited for together, with one deadline for them all.
 *
 * <p>They are sent in the order in which they were added. Normally that is one round trip; where
 * the server does not know a script, those commands are sent again with the script's text.
 *
 * <p>For one thread, and to be run once.
 */
public final class Pipeline {

  /** How the whole fared. */
  enum Ending {
    COMPLETE,
    LINK_FAILED,
    INTERRUPTED
  }

  private final List<Call<?>> calls = new ArrayList<>();

  /** Adds the call and returns it, to be asked for its answer after the run. */
  public <T> Call<T> add(Call<T> call) {
    calls.add(call);
    return call;
  }

  int size() {
    return calls.size();
  }

  int unanswered() {
    return (int) calls.stream().filter(call -> !call.isAnswered()).count();
  }

  Ending run(StatefulConnection<String, String> connection, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Ending ending = exchange(connection, calls, Call::begin, deadline);
    List<Call<?>> unknown = withFate(Call.Fate.SCRIPT_UNKNOWN);
    if (ending == Ending.COMPLETE && !unknown.isEmpty()) {
      ending = exchange(connection, unknown, Call::beginWithScriptText, deadline);
    }
    if (ending != Ending.COMPLETE) {
      calls.forEach(Call::abandon);
    }
    return ending;
  }

  private static Ending exchange(
      StatefulConnection<String, String> connection,
      List<Call<?>> calls,
      Function<Call<?>, AsyncCommand<String, String, ?>> begin,
      long deadline) {
    List<AsyncCommand<String, String, ?>> sent = calls.stream().map(begin).toList();
    dispatch(connection, sent);
    for (AsyncCommand<String, String, ?> command : sent) {
      Ending ending = await(command, deadline);
      if (ending != Ending.COMPLETE) {
        return ending;
      }
    }
    boolean failed = calls.stream().anyMatch(call -> call.fate() == Call.Fate.LINK_FAILED);
    return failed ? Ending.LINK_FAILED : Ending.COMPLETE;
  }

  /** To a cluster in a thread of its own, as Lettuce may block there to connect to another node. */
  private static void dispatch(
      StatefulConnection<String, String> connection, List<AsyncCommand<String, String, ?>> sent) {
    if (connection instanceof StatefulRedisClusterConnection<String, String> cluster) {
      CompletableFuture.runAsync(() -> cluster.dispatch(sent), Thread::startVirtualThread);
    } else {
      connection.dispatch(sent);
    }
  }

  private static Ending await(AsyncCommand<String, String, ?> command, long deadline) {
    try {
      command.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      return Ending.COMPLETE;
    } catch (ExecutionException _) {
      return Ending.COMPLETE; // An answer of its own; the call's fate tells it.
    } catch (CancellationException | TimeoutException _) {
      return Ending.LINK_FAILED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Ending.INTERRUPTED;
    }
  }

  private List<Call<?>> withFate(Call.Fate fate) {
    List<Call<?>> found = new ArrayList<>(calls);
    found.removeIf(call -> call.fate() != fate);
    return found;
  }
}
