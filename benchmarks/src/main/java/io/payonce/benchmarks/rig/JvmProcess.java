package io.payonce.benchmarks.rig;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, on this one's class path. Its errors go to a file. */
public final class JvmProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 30;
  private static final Duration LISTENS_WITHIN = Duration.ofMinutes(1);
  private static final long LOOK_AGAIN_MILLIS = 50;

  private static final long KIBIBYTE = 1024;
  private static final List<String> USUAL = List.of("-Xmx512m", "-XX:+UseSerialGC");

  /** For services that work on two cores: a young generation that is not full all the time. */
  private static final List<String> OF_WORKERS =
      List.of(
          "-Xms512m", "-Xmx512m", "-Xmn320m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

  private final String name;
  private final Process process;
  private final Path log;

  private JvmProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    // It must not outlive the run, however that ends.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts it, with its output to the file, too.
   *
   * @param settings beside those in this process's own environment
   */
  public static JvmProcess start(String name, Class<?> main, Map<String, String> settings)
      throws IOException {
    return start(name, main, settings, USUAL);
  }

  /** Starts a service that works off commands, likewise. */
  public static JvmProcess startWorker(String name, Class<?> main, Map<String, String> settings)
      throws IOException {
    return start(name, main, settings, OF_WORKERS);
  }

  private static JvmProcess start(
      String name, Class<?> main, Map<String, String> settings, List<String> options)
      throws IOException {
    Path log = Files.createTempFile("payonce-bench-" + name, ".log");
    ProcessBuilder builder =
        builder(main, log, options).redirectOutput(Redirect.appendTo(log.toFile()));
    builder.environment().putAll(settings);
    return new JvmProcess(name, builder.start(), log);
  }

  /** Starts it, to be talked with over its standard input and output. */
  public static JvmProcess startToTalk(String name, Class<?> main) throws IOException {
    Path log = Files.createTempFile("payonce-bench-" + name, ".log");
    return new JvmProcess(name, builder(main, log, USUAL).start(), log);
  }

  private static ProcessBuilder builder(Class<?> main, Path log, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    return new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
  }

  public long pid() {
    return process.pid();
  }

  public Process process() {
    return process;
  }

  /** CPU time used so far, in hundredths of a second. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow(this::ended);
  }

  /**
   * Returns when it can be connected to.
   *
   * @throws IllegalStateException if it ends, or takes too long
   */
  public void awaitListening(int port) throws InterruptedException {
    long giveUp = System.nanoTime() + LISTENS_WITHIN.toNanos();
    while (!isListening(port)) {
      if (process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        throw ended();
      }
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("the " + name + " does not listen; its log: " + log);
      }
    }
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return true;
    } catch (IOException e) {
      // Not yet.
      return false;
    }
  }

  /** Resident memory, in bytes. */
  public long residentMemory() throws IOException {
    return memory("VmRSS:");
  }

  /** The most resident memory there ever was, in bytes. */
  public long mostResidentMemory() throws IOException {
    return memory("VmHWM:");
  }

  private long memory(String which) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
        .filter(line -> line.startsWith(which))
        .mapToLong(line -> KIBIBYTE * Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow(() -> new IOException("the system does not tell the memory of the " + name));
  }

  /**
   * @throws IllegalStateException if it has ended; its log is kept then
   */
  void requireAlive() {
    if (!process.isAlive()) {
      throw ended();
    }
  }

  /** It does nothing any more, though it lives. */
  IllegalStateException standsStill(int outcomes) {
    return new IllegalStateException(
        "the %s stands still after %d outcomes; its log: %s".formatted(name, outcomes, log));
  }

  public IllegalStateException ended() {
    return new IllegalStateException("the " + name + " has ended; its log: " + log);
  }

  public void discardLog() throws IOException {
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
