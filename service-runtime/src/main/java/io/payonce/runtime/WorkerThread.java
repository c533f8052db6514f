package io.payonce.runtime;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A platform thread whose work is meant to last until the service stops, and whose end before that
 * is never silent: it is logged, told to the owner, and seen in {@link #health()}.
 */
public final class WorkerThread implements AutoCloseable {
  /** How long {@link #close()} waits for the work to end. */
  public static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(WorkerThread.class);
  private static final String PREFIX = "payonce-";

  private final String name;
  private final Thread thread;
  private volatile boolean failed;
  private volatile boolean stopping;

  private WorkerThread(String name, Runnable work, Consumer<Throwable> onFailure) {
    this.name = requireNonNull(name, "name is null");
    requireNonNull(work, "work is null");
    requireNonNull(onFailure, "onFailure is null");
    thread = Thread.ofPlatform().name(PREFIX + name).unstarted(() -> run(work, onFailure));
  }

  /**
   * @param name the thread's name, without {@code payonce-}
   * @param work returns soon after it is interrupted
   * @param onFailure called on the same thread with whatever the work threw
   */
  public static WorkerThread start(String name, Runnable work, Consumer<Throwable> onFailure) {
    var worker = new WorkerThread(name, work, onFailure);
    worker.thread.start();
    return worker;
  }

  private void run(Runnable work, Consumer<Throwable> onFailure) {
    try {
      work.run();
      if (!stopping) {
        log.warn("the worker {} ended before it was stopped", name);
      }
    } catch (Throwable failure) {
      // Nobody is above this frame: an Error would vanish here as an exception would.
      failed = true;
      log.error("the worker {} failed", name, failure);
      onFailure.accept(failure);
    }
  }

  /** Up while the work goes on, down once it has failed or ended unasked. */
  public HealthCheck health() {
    return new HealthCheck(
        name,
        () -> {
          if (failed) {
            return Health.down("the worker failed");
          }
          return thread.isAlive() ? Health.up() : Health.down("the worker has ended");
        });
  }

  /** To be called before the work is asked to end, so that its end is not taken for an accident. */
  public void expectEnd() {
    stopping = true;
  }

  /** Whether the work had ended when the wait was over. */
  public boolean awaitEnd(Duration waitAtMost) throws InterruptedException {
    return thread.join(waitAtMost);
  }

  /**
   * Interrupts the work and waits for its end, unless called by the work itself.
   *
   * @throws IllegalStateException if it goes on after {@link #STOP_LIMIT}
   */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      if (!thread.join(STOP_LIMIT)) {
        throw new IllegalStateException("the worker " + name + " did not end in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the worker " + name + " was ending");
    }
  }
}
