package io.payonce.system.containers;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.payonce.embedded.RedisServer;
import java.time.Duration;

/** Redis in a container, which keeps everything in memory. */
final class ContainerRedis implements RedisServer {
  private final ServerContainer server;

  ContainerRedis(String image) {
    server = new ServerContainer(image, ServerContainer.freePort(), 6379, this::answers);
    server
        .container()
        .withCommand(
            "redis-server", "--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction");
  }

  private boolean answers() {
    RedisClient client = RedisClient.create(url());
    try (var connection = client.connect()) {
      return connection.sync().ping().equals("PONG");
    } catch (RedisException _) {
      // Not yet: that is the answer.
      return false;
    } finally {
      client.shutdown(Duration.ZERO, Duration.ZERO);
    }
  }

  @Override
  public String url() {
    return "redis://127.0.0.1:" + server.port();
  }

  @Override
  public void start() {
    server.start();
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public boolean isRunning() {
    return server.isRunning();
  }

  void remove() {
    server.remove();
  }
}
