package io.payonce.refunds.running;

import io.payonce.consumer.records.RecordWorker;
import io.payonce.runtime.HealthCheck;
import io.payonce.runtime.WorkerThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The workers of the service, each on a thread of its own. All are asked to end before any is
 * waited for.
 */
public final class RunningWorkers implements AutoCloseable {
  /** How long a worker that stops waits for its handlers. */
  public static final Duration DRAIN_AT_MOST = Duration.ofSeconds(18);

  private static final Duration END_AT_MOST = Duration.ofSeconds(21);

  private final List<Running> workers = new ArrayList<>();

  private record Running(RecordWorker worker, WorkerThread thread) {}

  /** Starts one, and returns how to see that its thread lives. */
  public HealthCheck start(String name, RecordWorker worker) {
    // A failure needs no further word here: it is logged, and the health check shows it.
    WorkerThread thread = WorkerThread.start(name, worker, _ -> {});
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
