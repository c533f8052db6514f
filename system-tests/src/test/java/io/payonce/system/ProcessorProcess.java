package io.payonce.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A processor in a JVM of its own, which can be killed as an operating system kills. */
final class ProcessorProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 30;

  private final Process process;

  private ProcessorProcess(Process process) {
    this.process = process;
  }

  /** A callback processor. */
  static ProcessorProcess start(Installation installation, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(installation.processorEnvironment());
    environment.putAll(more);
    return start(io.payonce.callbacks.Main.class, installation, environment);
  }

  /**
   * A refund processor.
   *
   * @param merchantApi where VNPAY takes refunds
   */
  static ProcessorProcess startRefunds(Installation installation, URI merchantApi) {
    return start(
        io.payonce.refunds.Main.class, installation, installation.refundEnvironment(merchantApi));
  }

  /** The same with further settings. */
  static ProcessorProcess startRefunds(
      Installation installation, URI merchantApi, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(installation.refundEnvironment(merchantApi));
    environment.putAll(more);
    return start(io.payonce.refunds.Main.class, installation, environment);
  }

  private static ProcessorProcess start(
      Class<?> main, Installation installation, Map<String, String> environment) {
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
                  main.getName()));
      builder.environment().put("PAYONCE_LOG_LEVEL", "WARN");
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true);
      builder.redirectOutput(
          Files.createTempFile(log, installation.servers().namespace(), ".log").toFile());
      return new ProcessorProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
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
