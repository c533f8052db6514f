package io.payonce.callbacks;

import static java.util.Objects.requireNonNull;

import io.payonce.consumer.CommandWorker;
import io.payonce.runtime.HealthCheck;
import io.payonce.runtime.WorkerThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The workers of a service, each on a thread of its own. All are asked to end before any is waited
 * for.
 */
final class RunningWorkers implements AutoCloseable {
  private static final Duration BATCH_AT_MOST = Duration.ofSeconds(20);

  private final Consumer<String> onFailure;
  private final List<Running> workers = new ArrayList<>();

  private record Running(CommandWorker worker, WorkerThread thread) {}

  /**
   * @param onFailure takes the name of a worker that has failed, which never happens by what the
   *     servers do: the service is to be started anew
   */
  RunningWorkers(Consumer<String> onFailure) {
    this.onFailure = requireNonNull(onFailure, "onFailure is null");
  }

  /** Starts one, and returns how to see that its thread lives. */
  HealthCheck start(String name, CommandWorker worker) {
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
        running.thread().awaitEnd(BATCH_AT_MOST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.forEach(running -> running.thread().close());
  }
}
