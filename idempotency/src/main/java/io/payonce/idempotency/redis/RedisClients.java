package io.payonce.idempotency.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Makes connections, each attempt once, to a single Redis (or sentinel's master) or a cluster. */
sealed interface RedisClients extends AutoCloseable {

  /** Nobody waits this long: connecting goes on in the background. */
  Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  /** Commands under way on one connection; more are refused, which counts as Redis being away. */
  int COMMANDS_UNDER_WAY_AT_MOST = 65_536;

  CompletionStage<StatefulConnection<String, String>> connect();

  CompletionStage<StatefulRedisPubSubConnection<String, String>> connectToSubscribe();

  @Override
  void close();

  static RedisClients of(RedisAddress address) {
    return switch (address) {
      case RedisAddress.Single(RedisURI uri) -> Single.of(uri);
      case RedisAddress.Cluster(List<RedisURI> seeds) -> Cluster.of(seeds);
    };
  }

  record Single(RedisClient client, RedisURI uri) implements RedisClients {

    static Single of(RedisURI uri) {
      uri.setTimeout(CONNECT_TIMEOUT);
      RedisClient client = RedisClient.create();
      client.setOptions(configured(ClientOptions.builder()).build());
      return new Single(client, uri);
    }

    @Override
    public CompletionStage<StatefulConnection<String, String>> connect() {
      return client.connectAsync(TextCodec.UTF8, uri).thenApply(Function.identity());
    }

    @Override
    public CompletionStage<StatefulRedisPubSubConnection<String, String>> connectToSubscribe() {
      return client.connectPubSubAsync(TextCodec.UTF8, uri);
    }

    @Override
    public void close() {
      client.shutdown(Duration.ZERO, CONNECT_TIMEOUT);
    }
  }

  /** Each attempt reads the topology afresh, so a lost connection finds the nodes of today. */
  record Cluster(RedisClusterClient client) implements RedisClients {

    static Cluster of(List<RedisURI> seeds) {
      seeds.forEach(seed -> seed.setTimeout(CONNECT_TIMEOUT));
      RedisClusterClient client = RedisClusterClient.create(seeds);
      ClusterClientOptions.Builder options = ClusterClientOptions.builder();
      configured(options);
      client.setOptions(options.build());
      return new Cluster(client);
    }

    @Override
    public CompletionStage<StatefulConnection<String, String>> connect() {
      return client
          .refreshPartitionsAsync()
          .thenCompose(_ -> client.connectAsync(TextCodec.UTF8))
          .thenApply(Function.identity());
    }

    @Override
    public CompletionStage<StatefulRedisPubSubConnection<String, String>> connectToSubscribe() {
      return client
          .refreshPartitionsAsync()
          .thenCompose(_ -> client.connectPubSubAsync(TextCodec.UTF8))
          .thenApply(Function.identity());
    }

    @Override
    public void close() {
      client.shutdown(Duration.ZERO, CONNECT_TIMEOUT);
    }
  }

  private static ClientOptions.Builder configured(ClientOptions.Builder options) {
    return options
        .autoReconnect(false)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(COMMANDS_UNDER_WAY_AT_MOST)
        .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(CONNECT_TIMEOUT)
                .keepAlive(
                    KeepAliveOptions.builder()
                        .enable()
                        .idle(Duration.ofSeconds(5))
                        .interval(Duration.ofSeconds(1))
                        .count(3)
                        .build())
                .build());
  }
}
