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
 * the server does not know a script, those commands are sent again with the script's text. To a
 * single server, neighbours of one kind go packed into one command; to a cluster, where each key
 * may be on another node, every command goes by itself.
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
    boolean oneServer = !(connection instanceof StatefulRedisClusterConnection<String, String>);
    List<Sendable> all = oneServer ? PackedCalls.pack(calls) : List.copyOf(calls);
    Ending ending = run(connection, all, deadline);
    if (ending == Ending.COMPLETE && oneServer) {
      List<Call<?>> refused = new ArrayList<>();
      for (Sendable each : all) {
        if (each instanceof PackedCalls packed) {
          refused.addAll(packed.handOut());
        }
      }
      ending = run(connection, List.copyOf(refused), deadline);
    }
    if (ending != Ending.COMPLETE) {
      all.forEach(Sendable::abandon);
      // Those, too, that were packed first and then sent by themselves.
      calls.forEach(Call::abandon);
    }
    return ending;
  }

  private static Ending run(
      StatefulConnection<String, String> connection, List<Sendable> all, long deadline) {
    if (all.isEmpty()) {
      return Ending.COMPLETE;
    }
    Ending ending = exchange(connection, all, Sendable::begin, deadline);
    List<Sendable> unknown =
        all.stream().filter(each -> each.fate() == Call.Fate.SCRIPT_UNKNOWN).toList();
    if (ending == Ending.COMPLETE && !unknown.isEmpty()) {
      ending = exchange(connection, unknown, Sendable::beginWithScriptText, deadline);
    }
    return ending;
  }

  private static Ending exchange(
      StatefulConnection<String, String> connection,
      List<Sendable> all,
      Function<Sendable, AsyncCommand<String, String, ?>> begin,
      long deadline) {
    List<AsyncCommand<String, String, ?>> sent = new ArrayList<>(all.size());
    all.forEach(each -> sent.add(begin.apply(each)));
    dispatch(connection, sent);
    for (AsyncCommand<String, String, ?> command : sent) {
      Ending ending = await(command, deadline);
      if (ending != Ending.COMPLETE) {
        return ending;
      }
    }
    boolean failed = all.stream().anyMatch(each -> each.fate() == Call.Fate.LINK_FAILED);
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
}
