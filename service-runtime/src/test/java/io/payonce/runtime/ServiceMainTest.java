package io.payonce.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ServiceMainTest {
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @AfterEach
  void restore_logging() throws Exception {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @Test
  void wrong_settings_end_with_code_2_and_a_line_a_problem() {
    int code =
        run(
            _ -> {
              throw new SettingsException(List.of("A is wrong", "B is wrong"));
            });
    assertThat(code).isEqualTo(2);
    assertThat(errors.toString(UTF_8))
        .isEqualTo(
            """
            test did not start. The settings cannot be used:
              - A is wrong
              - B is wrong
            """);
  }

  @Test
  void a_failed_start_ends_with_code_1_and_one_line() {
    int code =
        run(
            _ -> {
              throw new IllegalStateException("no\ndatabase", new IOException("refused"));
            });
    assertThat(code).isEqualTo(1);
    assertThat(errors.toString(UTF_8)).isEqualTo("test did not start: no database: refused\n");
  }

  @Test
  void a_service_that_closes_itself_ends_with_code_0() {
    int code =
        run(
            _ -> {
              Lifecycle lifecycle = Lifecycle.assemble("test", assembled -> assembled);
              lifecycle.close();
              return lifecycle;
            });
    assertThat(code).isZero();
    assertThat(errors.size()).isZero();
  }

  @Test
  void a_service_that_lost_a_part_ends_with_code_3_and_all_is_closed() {
    CountDownLatch closed = new CountDownLatch(1);
    int code =
        run(
            _ -> {
              Lifecycle lifecycle = Lifecycle.assemble("test", assembled -> assembled);
              lifecycle.add("other part", closed::countDown);
              WorkerThread worker =
                  WorkerThread.start(
                      "lost", ServiceMainTest::runOutOfMemory, _ -> lifecycle.fail("worker"));
              lifecycle.add("worker", worker);
              return lifecycle;
            });
    assertThat(code).isEqualTo(3);
    assertThat(closed.getCount()).isZero();
  }

  private static void runOutOfMemory() {
    throw new OutOfMemoryError("on purpose");
  }

  private int run(Function<Map<String, String>, Lifecycle> start) {
    return ServiceMain.run("test", Map.of(), start, new PrintStream(errors, true, UTF_8));
  }
}
