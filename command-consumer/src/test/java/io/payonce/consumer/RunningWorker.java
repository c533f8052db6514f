package io.payonce.consumer;

import java.time.Duration;
import java.util.function.Supplier;

/** A worker on a thread of its own. */
public final class RunningWorker implements AutoCloseable {
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  private final Runnable stop;
  private final Supplier<WorkerStatus> status;
  private final Thread thread;

  private RunningWorker(Runnable worker, Runnable stop, Supplier<WorkerStatus> status) {
    this.stop = stop;
    this.status = status;
    this.thread = Thread.ofPlatform().name("payonce-worker-under-test").start(worker);
  }

  public static RunningWorker start(CommandWorker worker) {
    return start(worker, worker::stop, worker::status);
  }

  public static RunningWorker start(Runnable worker, Runnable stop, Supplier<WorkerStatus> status) {
    return new RunningWorker(worker, stop, status);
  }

  public WorkerStatus status() {
    return status.get();
  }

  public boolean isAlive() {
    return thread.isAlive();
  }

  /** Stops the worker and waits for its end. */
  @Override
  public void close() {
    stop.run();
    try {
      if (!thread.join(LONGEST_END)) {
        throw new IllegalStateException("the worker did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the worker was ending", e);
    }
  }
}
