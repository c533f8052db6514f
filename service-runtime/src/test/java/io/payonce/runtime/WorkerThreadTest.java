package io.payonce.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WorkerThreadTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void capture_log() {
    logged.start();
    logger().setAdditive(false);
    logger().addAppender(logged);
  }

  @AfterEach
  void release_log() {
    logger().detachAppender(logged);
    logger().setAdditive(true);
  }

  @Test
  void a_failure_is_told_and_makes_the_service_unhealthy() throws Exception {
    var failure = new AssertionError("lost");
    try (WorkerThread worker =
        WorkerThread.start(
            "worker",
            () -> {
              throw failure;
            },
            failures::add)) {
      assertThat(failures.take()).isSameAs(failure);
      assertThat(health(worker)).isEqualTo(Health.down("the worker failed"));
      assertThat(logged.list)
          .singleElement()
          .hasToString("[ERROR] the worker worker failed")
          .extracting(event -> event.getThrowableProxy().getMessage())
          .isEqualTo("lost");
    }
  }

  @Test
  void work_that_ends_unasked_makes_the_service_unhealthy() throws Exception {
    try (WorkerThread worker = WorkerThread.start("worker", () -> {}, failures::add)) {
      assertThat(worker.awaitEnd(LONG_ENOUGH)).isTrue();
      assertThat(health(worker)).isEqualTo(Health.down("the worker has ended"));
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void closing_interrupts_the_work_and_waits_for_its_end() throws Exception {
    var names = new LinkedBlockingQueue<String>();
    WorkerThread worker =
        WorkerThread.start(
            "worker",
            () -> {
              names.add(Thread.currentThread().getName());
              awaitInterrupt();
              names.add("ended");
            },
            failures::add);
    assertThat(names.take()).isEqualTo("payonce-worker");
    assertThat(health(worker)).isEqualTo(Health.up());
    worker.close();
    assertThat(names).containsExactly("ended");
    assertThat(failures).isEmpty();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(WorkerThread.class);
  }

  private static Health health(WorkerThread worker) {
    return worker.health().probe().get();
  }

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
