package io.payonce.auditor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An auditor in a JVM of its own, which can be killed as an operating system kills. */
final class AuditorProcess implements AutoCloseable {
  private static final long END_SECONDS = 30;

  private final Process process;

  private AuditorProcess(Process process) {
    this.process = process;
  }

  static AuditorProcess start(Map<String, String> environment) {
    try {
      Path logs = Files.createDirectories(Path.of("target", "auditor-logs"));
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName()));
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true);
      builder.redirectOutput(Files.createTempFile(logs, "auditor", ".log").toFile());
      return new AuditorProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kill -9}: nothing of it runs on. */
  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("an auditor did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
