package io.payonce.auditor.running;

import io.payonce.runtime.HealthCheck;
import io.payonce.runtime.WorkerThread;
import java.time.Duration;

/** The stream on a thread of its own. */
public final class RunningStream implements AutoCloseable {
  private static final Duration END_AT_MOST = Duration.ofSeconds(20);

  private final AuditStream stream;
  private final WorkerThread thread;

  private RunningStream(AuditStream stream, WorkerThread thread) {
    this.stream = stream;
    this.thread = thread;
  }

  public static RunningStream start(AuditStream stream) {
    // A failure needs no further word here: it is logged, and the health check shows it.
    return new RunningStream(stream, WorkerThread.start("auditor", stream, _ -> {}));
  }

  /** Whether its thread lives. */
  public HealthCheck health() {
    return thread.health();
  }

  @Override
  public void close() {
    thread.expectEnd();
    stream.stop();
    try {
      thread.awaitEnd(END_AT_MOST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.close();
  }
}
