package io.payonce.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedRedisServerIT {
  private Watchman watchman;
  private EmbeddedRedisServer redis;

  @BeforeEach
  void start() {
    watchman = Watchman.start();
    redis = EmbeddedRedisServer.in(watchman.folder());
    redis.start();
  }

  @AfterEach
  void end() {
    watchman.close();
    assertThat(redis.isRunning()).isFalse();
  }

  @Test
  void redis_is_empty_after_a_stop_and_has_its_address_again() {
    String address = redis.url();
    assertThat(ask(commands -> commands.set("key", "value"))).isEqualTo("OK");
    assertThat(ask(commands -> commands.get("key"))).isEqualTo("value");

    redis.stop();
    assertThat(redis.isRunning()).isFalse();
    redis.start();

    assertThat(redis.isRunning()).isTrue();
    assertThat(redis.url()).isEqualTo(address);
    assertThat(ask(commands -> commands.dbsize().toString())).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"save,''", "appendonly,no", "maxmemory-policy,noeviction"})
  void redis_keeps_all_keys_and_writes_no_files(String setting, String value) {
    assertThat(ask(commands -> commands.configGet(setting).get(setting))).isEqualTo(value);
  }

  @Test
  void redis_listens_on_the_loopback_address_only() throws Exception {
    assertThat(Listening.addresses(URI.create(redis.url()).getPort())).containsExactly("127.0.0.1");
  }

  @Test
  void second_start_and_second_stop_do_nothing() {
    ask(commands -> commands.set("key", "value"));
    redis.start();
    assertThat(ask(commands -> commands.get("key"))).isEqualTo("value");

    redis.stop();
    redis.stop();
    assertThat(redis.isRunning()).isFalse();
  }

  private @Nullable String ask(Function<RedisCommands<String, String>, @Nullable String> question) {
    try (RedisClient client = RedisClient.create(redis.url());
        StatefulRedisConnection<String, String> connection = client.connect()) {
      return question.apply(connection.sync());
    }
  }
}
