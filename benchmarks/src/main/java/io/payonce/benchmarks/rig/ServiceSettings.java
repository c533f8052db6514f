package io.payonce.benchmarks.rig;

import io.payonce.embedded.EmbeddedServers;
import java.util.HashMap;
import java.util.Map;

/** What services find in their environment, beside what is in this process's own. */
public final class ServiceSettings {
  /** Of the gateway that is played. */
  public static final Map<String, String> TERMINAL =
      Map.of("VNPAY_TMN_CODE", "BENCHTMN", "VNPAY_HASH_SECRET", "NOBODYSSECRETBUTOFTHEBENCHMARK");

  private static final Map<String, String> QUIET =
      Map.of("PAYONCE_LOG_LEVEL", "WARN", "PAYONCE_MANAGEMENT_PORT", "0");

  private ServiceSettings() {}

  /** Of a processor of commands, which may be changed. */
  public static Map<String, String> ofProcessor(EmbeddedServers servers, Database database) {
    Map<String, String> settings = new HashMap<>(QUIET);
    settings.putAll(TERMINAL);
    settings.put("KAFKA_BOOTSTRAP_SERVERS", servers.kafka().bootstrapServers());
    settings.put("REDIS_URL", servers.redis().url());
    settings.put("POSTGRES_URL", database.jdbcUrl());
    settings.put("POSTGRES_USER", database.user());
    settings.put("POSTGRES_PASSWORD", "not-needed");
    return settings;
  }
}
