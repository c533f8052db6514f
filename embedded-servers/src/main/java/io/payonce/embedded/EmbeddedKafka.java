package io.payonce.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka in this JVM: one node, broker and controller at once, on 127.0.0.1.
 *
 * <p>Topics are not created by themselves. What is acknowledged survives a stop, not a crash of the
 * machine: flushing is left to the operating system, as in production.
 */
public final class EmbeddedKafka implements KafkaServer {
  private final int port;
  private final int controllerPort;
  private final Path logDirectory;
  private @Nullable KafkaRaftServer server;

  private EmbeddedKafka(int port, int controllerPort, Path logDirectory) {
    this.port = port;
    this.controllerPort = controllerPort;
    this.logDirectory = logDirectory;
  }

  static EmbeddedKafka in(Path folder) {
    return new EmbeddedKafka(FreePorts.find(), FreePorts.find(), folder.resolve("kafka"));
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Starts Kafka with the log it had; does nothing while it runs. */
  @Override
  public synchronized void start() {
    if (server != null) {
      return;
    }
    if (Files.notExists(logDirectory)) {
      format();
    }
    Map<String, String> settings = KafkaSettings.of(port, controllerPort, logDirectory);
    KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    try {
      started.startup();
    } catch (RuntimeException e) {
      started.shutdown();
      throw e;
    }
    server = started;
  }

  private void format() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      new Formatter()
          .setPrintStream(new PrintStream(printed, true, UTF_8))
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .addDirectory(logDirectory.toString())
          .setMetadataLogDirectory(logDirectory.toString())
          .run();
    } catch (Exception e) {
      // The formatter declares no narrower type.
      throw new IllegalStateException("Kafka's log was not formatted: " + printed, e);
    }
  }

  /** Stops Kafka and keeps its log; does nothing while it is stopped. */
  @Override
  public synchronized void stop() {
    KafkaRaftServer running = server;
    if (running == null) {
      return;
    }
    server = null;
    running.shutdown();
    running.awaitShutdown();
  }

  /**
   * Copies all that Kafka keeps as it lies on the disk: records, topics, offsets.
   *
   * @param target does not exist yet; its parent does
   * @throws IllegalStateException while Kafka runs
   */
  public synchronized void copyLogDirectory(Path target) {
    requireStopped();
    try {
      DirectoryTree.copy(logDirectory, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts a copy in the place of all that Kafka keeps; the copy itself stays as it is.
   *
   * @throws IllegalStateException while Kafka runs
   */
  public synchronized void replaceLogDirectory(Path copy) {
    requireStopped();
    try {
      DirectoryTree.delete(logDirectory);
      DirectoryTree.copy(copy, logDirectory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireStopped() {
    if (server != null) {
      throw new IllegalStateException("Kafka is running");
    }
  }

  /** Whether Kafka was started and not stopped since. */
  @Override
  public synchronized boolean isRunning() {
    return server != null;
  }
}
