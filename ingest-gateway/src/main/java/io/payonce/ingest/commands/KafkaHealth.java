package io.payonce.ingest.commands;

import io.payonce.runtime.Health;
import io.payonce.runtime.HealthCheck;
import io.payonce.schemas.CommandKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks Kafka whether it takes commands, and how durable they are there. An answer is good for a
 * second, so that probes do not add up; who comes while another asks waits for that answer.
 */
public final class KafkaHealth implements AutoCloseable {
  private static final Duration GOOD_FOR = Duration.ofSeconds(1);
  private static final Duration ASK_AT_MOST = Duration.ofMillis(800);
  private static final int COPIES = 3;
  private static final int IN_SYNC = 2;

  private final Admin admin;
  private final List<ConfigResource> topics;
  private final ReentrantLock asking = new ReentrantLock();
  private Health last = Health.down("not asked yet");
  private long askedNanos = System.nanoTime() - GOOD_FOR.toNanos();

  public KafkaHealth(LinkSettings settings) {
    topics =
        Arrays.stream(CommandKind.values())
            .map(kind -> topic(settings.topics().commands(kind)))
            .toList();
    int askMillis = Math.toIntExact(ASK_AT_MOST.toMillis());
    admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "payonce-ingress-health",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                askMillis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                askMillis));
  }

  public HealthCheck check() {
    return new HealthCheck("kafka", this::current);
  }

  private Health current() {
    asking.lock();
    try {
      if (System.nanoTime() - askedNanos >= GOOD_FOR.toNanos()) {
        last = ask();
        askedNanos = System.nanoTime();
      }
      return last;
    } finally {
      asking.unlock();
    }
  }

  private Health ask() {
    long deadline = System.nanoTime() + ASK_AT_MOST.toNanos();
    try {
      int nodes = await(admin.describeCluster().nodes(), deadline).size();
      int inSync = leastInSync(await(admin.describeConfigs(topics).all(), deadline));
      return nodes >= COPIES && inSync >= IN_SYNC
          ? Health.up()
          : Health.degraded("durability: single broker");
    } catch (ExecutionException e) {
      return e.getCause() instanceof UnknownTopicOrPartitionException
          ? Health.down("a command topic does not exist")
          : Health.down("no answer");
    } catch (TimeoutException _) {
      return Health.down("no answer in time");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Health.down("interrupted");
    }
  }

  private static <T> T await(KafkaFuture<T> answer, long deadline)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private static int leastInSync(Map<ConfigResource, Config> configs) {
    return configs.values().stream()
        .map(config -> config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value())
        .mapToInt(Integer::parseInt)
        .min()
        .orElse(0);
  }

  private static ConfigResource topic(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  @Override
  public void close() {
    admin.close(ASK_AT_MOST);
  }
}
