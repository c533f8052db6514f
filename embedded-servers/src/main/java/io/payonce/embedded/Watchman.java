package io.payonce.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A small shell process that outlives this JVM just long enough to end the servers and delete their
 * folder.
 *
 * <p>It waits for the end of a pipe that only this JVM holds open. The cases:
 *
 * <ul>
 *   <li>{@link #close} closes the pipe and waits until the folder is gone;
 *   <li>the JVM exits, crashes or is killed: the kernel closes the pipe;
 *   <li>a server outlives the JVM: it does not hold the pipe, because a Java child process starts
 *       with all descriptors but its own three closed;
 *   <li>the terminal interrupts the whole process group, or the group is killed: the watchman has a
 *       session of its own.
 * </ul>
 */
final class Watchman implements AutoCloseable {
  private static final Duration LONGEST_CLEARING = Duration.ofSeconds(65);

  private final Process process;
  private final Path folder;

  private Watchman(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  static Watchman start() {
    String temporary = System.getProperty("java.io.tmpdir");
    try {
      Process process =
          new ProcessBuilder("setsid", "sh", "-c", script(), "watchman", temporary)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      // The reader is not closed: it would close nothing that the end of the process does not.
      BufferedReader output = process.inputReader(UTF_8);
      String folder = output.readLine();
      if (folder == null) {
        throw new IOException("no folder could be made in " + temporary);
      }
      return new Watchman(process, Path.of(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String script() throws IOException {
    try (var script = Watchman.class.getResourceAsStream("watchman.sh")) {
      return new String(requireNonNull(script, "watchman.sh is missing").readAllBytes(), UTF_8);
    }
  }

  /** The folder that is deleted in the end; programs that run from it are ended first. */
  Path folder() {
    return folder;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LONGEST_CLEARING.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("watchman could not clear " + folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      // The watchman goes on by itself.
      Thread.currentThread().interrupt();
    }
  }
}
