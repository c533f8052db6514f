package io.payonce.idempotency.redis;

import io.lettuce.core.RedisURI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a Redis URL points at: one server (or the master its sentinels name), or a cluster. */
sealed interface RedisAddress {

  record Single(RedisURI uri) implements RedisAddress {}

  record Cluster(List<RedisURI> seeds) implements RedisAddress {}

  Pattern CLUSTER_SCHEME = Pattern.compile("^redis(s?)-cluster://");
  Pattern SCHEME_AND_CREDENTIALS = Pattern.compile("^(rediss?://(?:[^@/]*@)?).*");

  /**
   * @throws IllegalArgumentException if the URL cannot be read; the message leaves the URL out,
   *     since it may hold a password
   */
  static RedisAddress parse(String url) {
    try {
      boolean namedCluster = CLUSTER_SCHEME.matcher(url).find();
      String plain = CLUSTER_SCHEME.matcher(url).replaceFirst("redis$1://");
      boolean sentinel = plain.contains("-sentinel://");
      return !sentinel && (namedCluster || plain.contains(","))
          ? new Cluster(seedUrls(plain).map(RedisAddress::uri).toList())
          : new Single(uri(plain));
    } catch (RuntimeException e) {
      // Whatever the parser objects to, its message quotes the URL: neither it nor the cause may
      // travel on.
      throw new IllegalArgumentException(
          "Redis URL cannot be read: expected redis://, rediss://, redis-sentinel:// or "
              + "redis-cluster://");
    }
  }

  /** Seeds after the first may leave out scheme and credentials, and then have those of it. */
  static Stream<String> seedUrls(String list) {
    String firstPart = SCHEME_AND_CREDENTIALS.matcher(list).replaceFirst("$1");
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .map(seed -> seed.contains("://") ? seed : firstPart + seed);
  }

  /**
   * Lettuce takes a URL whose port is no number, or that has no host. The former it reads as a host
   * with one colon in it; an IPv6 address has more.
   */
  private static RedisURI uri(String url) {
    RedisURI uri = RedisURI.create(url);
    String host = uri.getHost();
    boolean hasHost = host != null && !host.isBlank() && !host.matches("[^:]*:[^:]*");
    if (!hasHost && uri.getSentinels().isEmpty()) {
      throw new IllegalArgumentException("no host");
    }
    return uri;
  }
}
