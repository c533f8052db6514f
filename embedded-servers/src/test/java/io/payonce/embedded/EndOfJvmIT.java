package io.payonce.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndOfJvmIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Process jvm;
  private Path folder;
  private long watchman;

  @BeforeEach
  void start_another_jvm_with_servers() throws IOException {
    jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServersMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output = jvm.inputReader();
    folder = Path.of(answer(output, "folder "));
    watchman = Long.parseLong(answer(output, "watchman "));
    assertThat(programs()).contains("postgres").anyMatch(name -> name.startsWith("redis-server"));
  }

  @AfterEach
  void end_it() {
    jvm.destroyForcibly();
  }

  @Test
  void killed_jvm_leaves_neither_processes_nor_files() throws Exception {
    jvm.destroyForcibly();

    assertThat(jvm.waitFor(PATIENCE.toSeconds(), SECONDS)).isTrue();
    await_that_nothing_is_left();
  }

  @Test
  void closed_servers_leave_neither_processes_nor_files() throws Exception {
    jvm.getOutputStream().close();

    assertThat(jvm.waitFor(PATIENCE.toSeconds(), SECONDS)).isTrue();
    assertThat(jvm.exitValue()).isZero();
    await_that_nothing_is_left();
  }

  private void await_that_nothing_is_left() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(folder).doesNotExist();
              assertThat(programs()).isEmpty();
              assertThat(program(watchman)).isEmpty();
            });
  }

  private static String answer(BufferedReader output, String beginning) throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = output.readLine();
    }
    assertThat(line).as("line that begins with " + beginning).isNotNull();
    return line.substring(beginning.length());
  }

  /** The names of the running programs that lie in the folder. */
  private Set<String> programs() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> program(process.pid()).stream())
        .filter(program -> program.startsWith(folder))
        .map(program -> program.getFileName().toString())
        .collect(toSet());
  }

  /** Empty for a process that has ended, even while its parent has not yet noticed. */
  private static Optional<Path> program(long pid) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "exe")));
    } catch (IOException e) {
      // There is no such process, or it is a kernel thread: no program of ours.
      return Optional.empty();
    }
  }
}
