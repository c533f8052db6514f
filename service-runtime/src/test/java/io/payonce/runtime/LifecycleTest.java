package io.payonce.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void parts_are_closed_in_reverse_and_once() {
    Lifecycle lifecycle = assembled();
    lifecycle.add("leaf", () -> closed.add("leaf"));
    lifecycle.add("root", () -> closed.add("root"));
    lifecycle.close();
    lifecycle.close();
    assertThat(closed).containsExactly("root", "leaf");
  }

  @Test
  void every_part_is_closed_even_if_others_fail() {
    Lifecycle lifecycle = assembled();
    lifecycle.add("leaf", () -> closed.add("leaf"));
    lifecycle.add(
        "middle",
        () -> {
          throw new IOException("second");
        });
    lifecycle.add(
        "root",
        () -> {
          throw new AssertionError("first");
        });
    var failure = catchThrowableOfType(IllegalStateException.class, lifecycle::close);

    assertThat(failure).hasMessage("root did not close").hasRootCauseMessage("first");
    assertThat(failure.getSuppressed())
        .singleElement()
        .hasToString("java.lang.IllegalStateException: middle did not close");
    assertThat(closed).containsExactly("leaf");
  }

  @Test
  void a_failed_assembly_closes_what_was_added() {
    Function<Lifecycle, String> assembly =
        lifecycle -> {
          lifecycle.add("leaf", () -> closed.add("leaf"));
          throw new IllegalArgumentException("no root");
        };
    assertThatThrownBy(() -> Lifecycle.assemble("test", assembly)).hasMessage("no root");
    assertThat(closed).containsExactly("leaf");
  }

  @Test
  void a_stopping_service_takes_no_part() {
    Lifecycle lifecycle = assembled();
    lifecycle.close();
    assertThatThrownBy(() -> lifecycle.add("late", () -> closed.add("late")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(closed).isEmpty();
  }

  @Test
  void health_follows_the_service() {
    var seen = new ArrayList<Health>();
    Lifecycle lifecycle =
        Lifecycle.assemble(
            "test",
            starting -> {
              seen.add(starting.health().probe().get());
              starting.add("part", () -> seen.add(starting.health().probe().get()));
              return starting;
            });
    seen.add(lifecycle.health().probe().get());
    lifecycle.close();
    assertThat(seen).containsExactly(Health.down("starting"), Health.up(), Health.down("stopping"));
  }

  @Test
  void a_second_close_waits_for_the_first() throws Exception {
    var closing = new CountDownLatch(1);
    var mayClose = new CountDownLatch(1);
    Lifecycle lifecycle = assembled();
    lifecycle.add("leaf", () -> closed.add("leaf"));
    lifecycle.add(
        "slow",
        () -> {
          closing.countDown();
          mayClose.await();
        });
    Thread first = Thread.ofVirtual().start(lifecycle::close);
    closing.await();
    var second =
        new FutureTask<>(
            () -> {
              lifecycle.close();
              return List.copyOf(closed);
            });
    Thread waiting = Thread.ofVirtual().start(second);
    await().until(() -> waiting.getState() == Thread.State.WAITING);
    mayClose.countDown();
    assertThat(second.get()).containsExactly("leaf");
    first.join();
  }

  @Test
  void a_running_service_ends_when_it_is_closed() throws Exception {
    Lifecycle lifecycle = assembled();
    lifecycle.add("leaf", () -> closed.add("leaf"));
    var ended =
        new FutureTask<>(
            () -> {
              lifecycle.runUntilShutdown();
              return List.copyOf(closed);
            });
    Thread.ofVirtual().start(ended);
    lifecycle.close();
    assertThat(ended.get()).containsExactly("leaf");
  }

  private static Lifecycle assembled() {
    return Lifecycle.assemble("test", lifecycle -> lifecycle);
  }
}
