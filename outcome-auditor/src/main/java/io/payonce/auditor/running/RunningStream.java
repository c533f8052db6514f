package io.payonce.auditor.running;

import io.payonce.runtime.HealthCheck;
import io.payonce.runtime.WorkerThread;
import java.time.Duration;
import java.util.function.Consumer;

/** The stream on a thread of its own. */
public final class RunningStream implements AutoCloseable {
  private static final Duration END_AT_MOST = Duration.ofSeconds(20);

  private final AuditStream stream;
  private final WorkerThread thread;

  private RunningStream(AuditStream stream, WorkerThread thread) {
    this.stream = stream;
    this.thread = thread;
  }

  /**
   * @param onFailure takes the name of what has failed: the service is to be started anew
   */
  public static RunningStream start(AuditStream stream, Consumer<String> onFailure) {
    return new RunningStream(
        stream, WorkerThread.start("auditor", stream, _ -> onFailure.accept("stream")));
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
