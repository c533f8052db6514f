package io.payonce.runtime;

import static java.util.Objects.requireNonNull;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a service from its start to its end: added leaf first, closed in reverse.
 *
 * <p>Any thread may add and close. Adding after closing began throws, and the part stays the
 * caller's. A second close, while the first goes on, waits for it and then does nothing: whoever
 * returns from {@link #close()} finds all parts closed.
 */
public final class Lifecycle implements AutoCloseable {
  /** How long a signal waits for the parts to close before the process ends anyway. */
  public static final Duration STOP_LIMIT = Duration.ofSeconds(25);

  private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

  private enum Phase {
    STARTING,
    READY,
    STOPPING
  }

  private record Part(String name, AutoCloseable resource) {}

  private final String serviceName;
  private final long createdNanos = System.nanoTime();
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Part> parts = new ArrayDeque<>();

  /** Counted down once all parts are closed, or one has failed. */
  private final CountDownLatch over = new CountDownLatch(1);

  private volatile Phase phase = Phase.STARTING;
  private volatile boolean failed;

  private Lifecycle(String serviceName) {
    this.serviceName = requireNonNull(serviceName, "serviceName is null");
  }

  /**
   * Builds and starts a service; if that fails, closes what was added by then and throws on.
   *
   * @param assembly adds each part as soon as it exists
   */
  public static <T> T assemble(String serviceName, Function<Lifecycle, T> assembly) {
    var lifecycle = new Lifecycle(serviceName);
    T service;
    try {
      service = assembly.apply(lifecycle);
    } catch (RuntimeException | Error failure) {
      lifecycle.closeAfter(failure);
      throw failure;
    }
    lifecycle.becomeReady();
    return service;
  }

  /** Takes over the closing of a part. */
  public <T extends AutoCloseable> T add(String name, T part) {
    lock.lock();
    try {
      if (phase == Phase.STOPPING) {
        throw new IllegalStateException(serviceName + " is stopping, so it takes no " + name);
      }
      parts.push(new Part(name, part));
      return part;
    } finally {
      lock.unlock();
    }
  }

  /** Down until the service is assembled and from the moment it begins to stop. */
  public HealthCheck health() {
    return new HealthCheck(
        "service",
        () ->
            switch (phase) {
              case STARTING -> Health.down("starting");
              case READY -> Health.up();
              case STOPPING -> Health.down("stopping");
            });
  }

  /**
   * Ends {@link #runUntilShutdown} because a part is gone for good, so that whoever watches
   * processes starts the service anew. Returns at once and makes nothing, as memory may be what is
   * gone; to be called by any thread, those of the parts too.
   *
   * @param part what has failed
   */
  public void fail(String part) {
    failed = true;
    over.countDown();
    log.error("{} ends, because its {} failed", serviceName, part);
  }

  /** Whether it was {@link #fail} that ended the service. */
  boolean hasFailed() {
    return failed;
  }

  /**
   * Waits until SIGTERM, SIGINT or another thread's {@link #close()} has closed all parts. After
   * {@link #fail} it closes them itself, and does not wait longer than for a signal.
   */
  public void runUntilShutdown() throws InterruptedException {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::closeOnSignal, "payonce-shutdown"));
    } catch (IllegalStateException _) {
      // The signal was faster than the hook, which is no longer taken: its work is done here.
      closeAndLog();
    }
    over.await();
    if (failed) {
      closeOnSignal();
    }
  }

  /**
   * @throws IllegalStateException naming the first part that did not close, with later failures
   *     suppressed in it
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (phase != Phase.STOPPING) {
        log.info("{} is stopping", serviceName);
      }
      phase = Phase.STOPPING;
      IllegalStateException failure = closeParts();
      if (failure != null) {
        throw failure;
      }
    } finally {
      over.countDown();
      lock.unlock();
    }
  }

  private @Nullable IllegalStateException closeParts() {
    @Nullable IllegalStateException first = null;
    boolean interrupted = false;
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.resource().close();
      } catch (Throwable failure) {
        // An Error in one part must not leave the others open either; it is thrown on at the end.
        interrupted |= failure instanceof InterruptedException;
        var named = new IllegalStateException(part.name() + " did not close", failure);
        if (first == null) {
          first = named;
        } else {
          first.addSuppressed(named);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return first;
  }

  private void closeAfter(Throwable failure) {
    try {
      close();
    } catch (IllegalStateException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }

  private void becomeReady() {
    lock.lock();
    try {
      if (phase == Phase.STARTING) {
        phase = Phase.READY;
      }
    } finally {
      lock.unlock();
    }
    long sinceJvmStart =
        System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    log.info(
        "{} is ready after {} ms, {} ms after its JVM started",
        serviceName,
        Duration.ofNanos(System.nanoTime() - createdNanos).toMillis(),
        sinceJvmStart);
  }

  /** A part that hangs must not hold the process: its thread is a daemon and is left behind. */
  private void closeOnSignal() {
    Thread closing =
        Thread.ofPlatform().daemon().name("payonce-shutdown-parts").start(this::closeAndLog);
    try {
      if (!closing.join(STOP_LIMIT)) {
        log.error("{} did not stop within {}; the process ends anyway", serviceName, STOP_LIMIT);
      }
    } catch (InterruptedException _) {
      log.error("{} was interrupted while stopping; the process ends anyway", serviceName);
    }
  }

  private void closeAndLog() {
    try {
      close();
      log.info("{} has stopped", serviceName);
    } catch (IllegalStateException failure) {
      // The process is ending: there is nobody left to throw to.
      log.error("{} has stopped, not all of it in order", serviceName, failure);
    }
  }
}
