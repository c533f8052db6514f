package io.payonce.benchmarks.ingress;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, on this one's class path. Its errors go to a file. */
final class JvmProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 30;
  private static final Duration LISTENS_WITHIN = Duration.ofMinutes(1);
  private static final long LOOK_AGAIN_MILLIS = 50;

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
  static JvmProcess start(String name, Class<?> main, Map<String, String> settings)
      throws IOException {
    Path log = Files.createTempFile("payonce-bench-" + name, ".log");
    ProcessBuilder builder = builder(main, log).redirectOutput(Redirect.appendTo(log.toFile()));
    builder.environment().putAll(settings);
    return new JvmProcess(name, builder.start(), log);
  }

  /** Starts it, to be talked with over its standard input and output. */
  static JvmProcess startToTalk(String name, Class<?> main) throws IOException {
    Path log = Files.createTempFile("payonce-bench-" + name, ".log");
    return new JvmProcess(name, builder(main, log).start(), log);
  }

  private static ProcessBuilder builder(Class<?> main, Path log) {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()))
        .redirectError(Redirect.appendTo(log.toFile()));
  }

  long pid() {
    return process.pid();
  }

  Process process() {
    return process;
  }

  /** CPU time used so far, in hundredths of a second. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow(this::ended);
  }

  /**
   * Returns when it can be connected to.
   *
   * @throws IllegalStateException if it ends, or takes too long
   */
  void awaitListening(int port) throws InterruptedException {
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

  IllegalStateException ended() {
    return new IllegalStateException("the " + name + " has ended; its log: " + log);
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
