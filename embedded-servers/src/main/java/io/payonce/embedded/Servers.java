package io.payonce.embedded;

/** One Kafka, one PostgreSQL and one Redis that belong together. */
public interface Servers extends AutoCloseable {
  KafkaServer kafka();

  PostgresqlServer postgres();

  RedisServer redis();

  /** Ends them, and all that they hold is gone. */
  @Override
  void close();
}
