package io.payonce.consumer;

import java.time.Duration;

/** A worker on a thread of its own. */
final class RunningWorker implements AutoCloseable {
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  private final CommandWorker worker;
  private final Thread thread;

  private RunningWorker(CommandWorker worker) {
    this.worker = worker;
    this.thread = Thread.ofPlatform().name("payonce-worker-under-test").start(worker);
  }

  static RunningWorker start(CommandWorker worker) {
    return new RunningWorker(worker);
  }

  WorkerStatus status() {
    return worker.status();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Stops the worker and waits for its end. */
  @Override
  public void close() {
    worker.stop();
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
