package io.payonce.callbacks;

import io.payonce.consumer.CommandWorker;
import io.payonce.runtime.HealthCheck;
import io.payonce.runtime.WorkerThread;
import java.time.Duration;

/** A worker on a thread of its own, which ends after the batch that is under way. */
final class RunningWorker implements AutoCloseable {
  private static final Duration BATCH_AT_MOST = Duration.ofSeconds(20);

  private final CommandWorker worker;
  private final WorkerThread thread;

  private RunningWorker(CommandWorker worker, WorkerThread thread) {
    this.worker = worker;
    this.thread = thread;
  }

  /** Starts it. A failure shows on the readiness page, by {@link #threadHealth}. */
  static RunningWorker start(String name, CommandWorker worker) {
    return new RunningWorker(worker, WorkerThread.start(name, worker, _ -> {}));
  }

  HealthCheck threadHealth() {
    return thread.health();
  }

  @Override
  public void close() {
    worker.stop();
    try {
      thread.awaitEnd(BATCH_AT_MOST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.close();
  }
}
