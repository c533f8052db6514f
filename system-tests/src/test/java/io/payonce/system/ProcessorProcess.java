package io.payonce.system;

import io.payonce.callbacks.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A callback processor in a JVM of its own, which can be killed as an operating system kills. */
final class ProcessorProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 30;

  private final Process process;

  private ProcessorProcess(Process process) {
    this.process = process;
  }

  static ProcessorProcess start(Installation installation, Map<String, String> more) {
    Path log = Path.of("target", "processor-logs");
    try {
      Files.createDirectories(log);
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName()));
      builder.environment().putAll(installation.processorEnvironment());
      builder.environment().put("PAYONCE_LOG_LEVEL", "WARN");
      builder.environment().putAll(more);
      builder.redirectErrorStream(true);
      builder.redirectOutput(
          Files.createTempFile(log, installation.servers().namespace(), ".log").toFile());
      return new ProcessorProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kill -9}: nothing of it runs on. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** SIGTERM: it ends after the batch that is under way. */
  void stop() {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("a processor did not end");
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
