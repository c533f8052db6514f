package io.payonce.system.containers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A container at a port of this machine that does not change, which can be stopped and started with
 * the files it had.
 */
final class ServerContainer {
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final int STOP_SECONDS = 30;

  private final GenericContainer<?> container;
  private final BooleanSupplier answers;
  private final int port;
  private boolean isCreated;
  private boolean isRunning;

  /**
   * @param port of this machine; nobody listens there yet
   * @param innerPort where the server listens in the container
   * @param answers whether the server can be used
   */
  ServerContainer(String image, int port, int innerPort, BooleanSupplier answers) {
    this.port = port;
    this.answers = requireNonNull(answers, "answers is null");
    container = new GenericContainer<>(DockerImageName.parse(image));
    container.setPortBindings(List.of("127.0.0.1:" + port + ":" + innerPort));
    container.setWaitStrategy(new NoWaiting());
  }

  /** Whether the server answers is asked here, the first time as every other time. */
  private static final class NoWaiting extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {}
  }

  /** To be set up before it is started for the first time. */
  GenericContainer<?> container() {
    return container;
  }

  int port() {
    return port;
  }

  /** A port that nobody listens at now. */
  static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no port is free", e);
    }
  }

  synchronized void start() {
    if (isRunning) {
      return;
    }
    if (isCreated) {
      container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    } else {
      container.start();
      isCreated = true;
    }
    isRunning = true;
    Awaitility.await()
        .atMost(LONGEST_START)
        .pollInterval(BETWEEN_LOOKS)
        .until(answers::getAsBoolean);
  }

  synchronized void stop() {
    if (isRunning) {
      container
          .getDockerClient()
          .stopContainerCmd(container.getContainerId())
          .withTimeout(STOP_SECONDS)
          .exec();
      isRunning = false;
    }
  }

  synchronized boolean isRunning() {
    return isRunning;
  }

  /** Takes it away with its files. */
  synchronized void remove() {
    container.stop();
    isRunning = false;
  }
}
