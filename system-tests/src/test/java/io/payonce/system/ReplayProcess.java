package io.payonce.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.payonce.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code payonce replay} in a JVM of its own, which can be killed or interrupted. */
final class ReplayProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long KIBIBYTE = 1024;

  private final Process process;
  private final Path state;
  private final Path out;
  private final Path err;

  private ReplayProcess(Process process, Path state, Path out, Path err) {
    this.process = process;
    this.state = state;
    this.out = out;
    this.err = err;
  }

  static ReplayProcess start(Map<String, String> environment, Path state, String arguments) {
    return start(environment, state, arguments, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
  }

  /** By a JVM with those flags. */
  static ReplayProcess start(
      Map<String, String> environment, Path state, String arguments, List<String> flags) {
    try {
      Path out = Files.createTempFile(state.getParent(), "replay", ".out");
      Path err = Files.createTempFile(state.getParent(), "replay", ".err");
      List<String> command =
          new ArrayList<>(
              List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
      command.addAll(flags);
      command.addAll(
          List.of(
              "-XX:+UseSerialGC",
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-cp",
              System.getProperty("java.class.path"),
              Main.class.getName(),
              "replay",
              "--json",
              "--yes",
              "--state",
              state.toString()));
      command.addAll(List.of(arguments.split(" ")));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.redirectOutput(out.toFile());
      builder.redirectError(err.toFile());
      return new ReplayProcess(builder.start(), state, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the state file tells of so many records. */
  void awaitRecords(long atLeast) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("it ended: " + Files.readString(err));
              }
              return records() >= atLeast;
            });
  }

  private long records() throws IOException {
    long records = 0;
    if (Files.exists(state)) {
      for (JsonNode stage : ReplayCall.summary(Files.readString(state)).path("stages")) {
        for (JsonNode count : stage.path("counts").path("results")) {
          records += count.asLong();
        }
      }
    }
    return records;
  }

  /** Its resident memory in bytes, now and at the most so far. */
  Memory memory() throws IOException {
    List<String> status =
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
    return new Memory(bytes(status, "VmRSS:"), bytes(status, "VmHWM:"));
  }

  record Memory(long now, long most) {}

  private static long bytes(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> KIBIBYTE * Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /**
   * Stops it in order, as Ctrl-C does; returns what it came to. By SIGTERM, which takes the same
   * way: whoever was started in the background ignores SIGINT, and this may have been.
   */
  ReplayCall interrupt() {
    try {
      new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    return end();
  }

  /** Waits for its end. */
  ReplayCall end() {
    awaitEnd();
    try {
      return new ReplayCall(
          process.exitValue(),
          ReplayCall.summary(Files.readString(out, UTF_8)),
          Files.readString(err, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("a replay did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
