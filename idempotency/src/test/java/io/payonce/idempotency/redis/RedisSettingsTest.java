package io.payonce.idempotency.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {

  @Test
  void defaults_are_pinned() {
    assertThat(RedisSettings.of("redis://cache:6379"))
        .isEqualTo(
            new RedisSettings(
                "redis://cache:6379",
                Duration.ofMillis(250),
                "",
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)));
  }

  @Test
  void url_is_never_printed() {
    assertThat(RedisSettings.of("redis://:hush@cache:6379").toString()).doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://:hush@cache", "", "redis://:hush@cache:port", "hush"})
  void url_that_cannot_be_read_is_refused_without_quoting_it(String url) {
    assertThatThrownBy(() -> RedisSettings.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hush")
        .hasNoCause();
  }

  @Test
  void pause_between_attempts_to_connect_is_at_most_a_second() {
    Duration second = Duration.ofSeconds(1);
    Duration more = Duration.ofMillis(1_001);
    assertThatThrownBy(() -> new RedisSettings("redis://a", second, "", second, more))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void plain_and_encrypted_urls_name_one_server() {
    assertThat(single("redis://cache:6379/2").getDatabase()).isEqualTo(2);
    assertThat(single("rediss://cache:6379").isSsl()).isTrue();
  }

  @Test
  void sentinels_with_commas_between_them_are_no_cluster() {
    RedisURI uri = single("redis-sentinel://one:26379,two:26379/0#primary");
    assertThat(uri.getSentinels()).hasSize(2);
    assertThat(uri.getSentinelMasterId()).isEqualTo("primary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis-cluster://one:7000,two:7001", "redis://one:7000,redis://two:7001"})
  void list_of_servers_is_a_cluster(String url) {
    assertThat(RedisAddress.parse(url))
        .isInstanceOfSatisfying(
            RedisAddress.Cluster.class,
            cluster ->
                assertThat(cluster.seeds())
                    .extracting(RedisURI::getHost, RedisURI::getPort)
                    .containsExactly(tuple("one", 7000), tuple("two", 7001)));
  }

  @Test
  void seeds_have_the_scheme_and_the_credentials_of_the_first() {
    assertThat(RedisAddress.seedUrls("rediss://app:hush@one:7000,two:7001, redis://three:7002"))
        .containsExactly(
            "rediss://app:hush@one:7000", "rediss://app:hush@two:7001", "redis://three:7002");
    assertThat(RedisAddress.seedUrls("redis://one:7000,two:7001"))
        .containsExactly("redis://one:7000", "redis://two:7001");
  }

  @Test
  void cluster_with_one_seed_needs_its_own_scheme() {
    assertThat(RedisAddress.parse("rediss-cluster://one:7000"))
        .isInstanceOfSatisfying(
            RedisAddress.Cluster.class,
            cluster -> assertThat(cluster.seeds()).singleElement().matches(RedisURI::isSsl));
  }

  private static RedisURI single(String url) {
    return ((RedisAddress.Single) RedisAddress.parse(url)).uri();
  }
}
