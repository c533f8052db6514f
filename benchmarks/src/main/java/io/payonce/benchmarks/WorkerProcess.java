package io.payonce.benchmarks;

import io.payonce.callbacks.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A callback processor in a JVM of its own, as in production. */
final class WorkerProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 30;
  private static final long KIBIBYTE = 1024;

  private final Process process;
  private final Path log;

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    // A worker must not outlive the run, however that ends.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts it.
   *
   * @param settings beside those in this process's own environment
   */
  static WorkerProcess start(Map<String, String> settings) throws IOException {
    Path log = Files.createTempFile("payonce-bench-worker", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "-Xmn320m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    builder.environment().putAll(settings);
    builder.redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    return new WorkerProcess(builder.start(), log);
  }

  long pid() {
    return process.pid();
  }

  /** In bytes. */
  long residentMemory() throws IOException {
    return memory("VmRSS:");
  }

  /** The most there ever was, in bytes. */
  long mostResidentMemory() throws IOException {
    return memory("VmHWM:");
  }

  private long memory(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> KIBIBYTE * Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow(() -> new IOException("the system does not tell the memory of the worker"));
  }

  /**
   * @throws IllegalStateException if it has ended; its log is kept then
   */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the worker ended with status " + process.exitValue() + "; its log: " + log);
    }
  }

  /** Where it logs to; gone after {@link #discardLog}. */
  Path log() {
    return log;
  }

  void discardLog() throws IOException {
    Files.deleteIfExists(log);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
