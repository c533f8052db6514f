package io.payonce.system.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The Prometheus that the compose file pins, at work with the configuration that is deployed. */
public final class PrometheusContainer implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final int PORT = 9090;
  private static final String CONFIGURATION = "/etc/prometheus/";

  private final GenericContainer<?> container;

  private PrometheusContainer(GenericContainer<?> container) {
    this.container = container;
  }

  /**
   * Starts it; the services that it is to scrape need not be there.
   *
   * @param deployed the folder with {@code prometheus.yml} and the rules
   */
  public static PrometheusContainer start(Path deployed) {
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(ComposeImages.read().named("prom/prometheus")))
            .withCopyFileToContainer(MountableFile.forHostPath(deployed), CONFIGURATION)
            .withExposedPorts(PORT)
            .waitingFor(Wait.forHttp("/-/ready").forPort(PORT).withStartupTimeout(LONGEST_START));
    container.start();
    return new PrometheusContainer(container);
  }

  /**
   * Runs promtool in it.
   *
   * @param arguments paths are relative to the folder
   */
  public Said promtool(String... arguments) throws IOException, InterruptedException {
    ExecResult result =
        container.execInContainer(
            "sh", "-c", "cd " + CONFIGURATION + " && exec promtool " + String.join(" ", arguments));
    return new Said(result.getExitCode(), result.getStdout() + result.getStderr());
  }

  /** What a command said, and its exit code. */
  public record Said(int exitCode, String text) {}

  @Override
  public void close() {
    container.stop();
  }
}
