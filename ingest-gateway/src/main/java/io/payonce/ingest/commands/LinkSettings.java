package io.payonce.ingest.commands;

import static java.util.Objects.requireNonNull;

import io.payonce.idempotency.redis.RedisSettings;
import io.payonce.schemas.Topics;

/**
 * Where commands go and replies come from.
 *
 * @param bootstrapServers Kafka's, as {@code host:port} with commas between
 */
public record LinkSettings(String bootstrapServers, Topics topics, RedisSettings redis) {
  public LinkSettings {
    requireNonNull(bootstrapServers, "bootstrapServers is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(redis, "redis is null");
  }
}
