package io.payonce.refunds.running;

import static java.util.Objects.requireNonNull;

import io.payonce.consumer.records.RecordWorker;
import io.payonce.runtime.HealthCheck;
import io.payonce.runtime.WorkerThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The workers of the service, each on a thread of its own. All are asked to end before any is
 * waited for.
 */
public final class RunningWorkers implements AutoCloseable {
  /** How long a worker that stops waits for its handlers. */
  public static final Duration DRAIN_AT_MOST = Duration.ofSeconds(18);

  private static final Duration END_AT_MOST = Duration.ofSeconds(21);

  private final Consumer<String> onFailure;
  private final List<Running> workers = new ArrayList<>();

  private record Running(RecordWorker worker, WorkerThread thread) {}

  /**
   * @param onFailure takes the name of a worker that has failed, which never happens by what the
   *     servers do: the service is to be started anew
   */
  public RunningWorkers(Consumer<String> onFailure) {
    this.onFailure = requireNonNull(onFailure, "onFailure is null");
  }

  /** Starts one, and returns how to see that its thread lives. */
  public HealthCheck start(String name, RecordWorker worker) {
    WorkerThread thread = WorkerThread.start(name, worker, _ -> onFailure.accept("worker " + name));
    workers.add(new Running(worker, thread));
    return thread.health();
  }

  @Override
  public void close() {
    workers.forEach(running -> running.thread().expectEnd());
    workers.forEach(running -> running.worker().stop());
    try {
      for (Running running : workers) {
        running.thread().awaitEnd(END_AT_MOST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.forEach(running -> running.thread().close());
  }
}
