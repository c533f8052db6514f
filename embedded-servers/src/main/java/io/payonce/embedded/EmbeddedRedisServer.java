package io.payonce.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on 127.0.0.1 that keeps everything in memory: after a stop it is empty. */
public final class EmbeddedRedisServer implements RedisServer {
  private static final Duration LONGEST_START = Duration.ofSeconds(20);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
  private static final int BETWEEN_TRIES_MILLIS = 20;
  private static final int ANSWER_MILLIS = 1_000;

  /**
   * What {@code setsid} ends with where the program cannot be executed. It was written just now,
   * and a process that another thread starts in that moment has it open, and so busy, until it
   * executes its own program: a moment later it can be.
   */
  private static final int CANNOT_BE_EXECUTED = 126;

  private static final int TRIES = 20;

  private final int port;
  private final Path directory;
  private @Nullable Process process;

  private EmbeddedRedisServer(int port, Path directory) {
    this.port = port;
    this.directory = directory;
  }

  static EmbeddedRedisServer in(Path folder) {
    return new EmbeddedRedisServer(FreePorts.find(), folder.resolve("redis"));
  }

  @Override
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Starts an empty Redis; does nothing while it runs. */
  @Override
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    try {
      List<String> command = command(program());
      int tries = 0;
      Process started;
      do {
        started =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process = started;
        tries++;
      } while (!answersInTime(started, tries));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String program() throws IOException {
    Files.createDirectories(directory);
    return ExecutableProvider.newJarResourceProvider(directory.toFile()).get().getAbsolutePath();
  }

  /** A session of its own keeps an interrupt at the terminal from ending Redis before its users. */
  private List<String> command(String program) {
    List<String> command = new ArrayList<>(List.of("setsid", program));
    command.addAll(List.of("--bind", "127.0.0.1"));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--save", ""));
    command.addAll(List.of("--appendonly", "no"));
    command.addAll(List.of("--maxmemory-policy", "noeviction"));
    command.addAll(List.of("--dir", directory.toString()));
    command.addAll(List.of("--logfile", directory.resolve("redis.log").toString()));
    return command;
  }

  /** Whether it answers now; if not, it is to be tried again. */
  private boolean answersInTime(Process started, int tries) {
    Instant giveUp = Instant.now().plus(LONGEST_START);
    while (!answers()) {
      if (hasEnded(started)) {
        if (started.exitValue() == CANNOT_BE_EXECUTED && tries < TRIES) {
          return false;
        }
        throw new IllegalStateException("Redis ended with status " + started.exitValue());
      }
      if (Instant.now().isAfter(giveUp)) {
        started.destroyForcibly();
        throw new IllegalStateException("Redis did not answer within " + LONGEST_START);
      }
    }
    return true;
  }

  private static boolean hasEnded(Process started) {
    try {
      return started.waitFor(BETWEEN_TRIES_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Redis was starting", e);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
      return socket.getInputStream().read() == '+';
    } catch (IOException e) {
      // Not listening yet: that is the answer.
      return false;
    }
  }

  /** Ends Redis and with it all that it held; does nothing while it is stopped. */
  @Override
  public synchronized void stop() {
    Process running = process;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    process = null;
  }

  /** Whether the Redis process is alive. */
  @Override
  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }
}
