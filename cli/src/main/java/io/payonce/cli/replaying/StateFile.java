package io.payonce.cli.replaying;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * Where a replay keeps how far it has come. Each write replaces the file as a whole, so that it is
 * always readable; a lock on a file beside it keeps two replays apart.
 */
public final class StateFile implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private final Path path;
  private final FileChannel lock;

  private StateFile(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** In the user's folder for state, as the XDG specification has it. */
  public static Path usual(Map<String, String> environment) {
    String folder = environment.getOrDefault("XDG_STATE_HOME", "");
    Path state =
        folder.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(folder);
    return state.resolve("payonce").resolve("replay.json");
  }

  /**
   * @throws IllegalStateException if another replay has it open
   * @throws UncheckedIOException if it cannot be written there
   */
  public static StateFile open(Path path) {
    try {
      Path absolute = path.toAbsolutePath();
      Path parent = absolute.getParent();
      if (parent == null) {
        throw new IllegalStateException("the state file cannot be " + path);
      }
      Files.createDirectories(parent);
      FileChannel channel =
          FileChannel.open(
              beside(absolute, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return new StateFile(absolute, channel);
      }
      channel.close();
      throw new IllegalStateException("a replay is running with the state file " + path);
    } catch (IOException e) {
      throw new UncheckedIOException("the state file cannot be written: " + path, e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Another replay of this very process has it.
      return false;
    }
  }

  public Path path() {
    return path;
  }

  /**
   * What was written last; empty for nothing.
   *
   * @throws IllegalStateException if that is no state of a replay
   */
  public Optional<ReplayState> read() {
    try {
      return Files.exists(path)
          ? Optional.of(JSON.readValue(Files.readAllBytes(path), ReplayState.class))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the state file is not that of a replay: " + path + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("the state file cannot be read: " + path, e);
    }
  }

  /**
   * @throws UncheckedIOException if it cannot be written; then what was written before is still
   *     there
   */
  public void write(ReplayState state) {
    Path next = beside(path, ".next");
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(state));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the state file cannot be written: " + path, e);
    }
  }

  private static Path beside(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the state file's lock cannot be given back", e);
    }
  }
}
