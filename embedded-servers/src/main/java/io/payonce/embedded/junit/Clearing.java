package io.payonce.embedded.junit;

import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Takes away what a test had on the servers: its topics, its Redis keys, its database. */
final class Clearing {
  private final SuiteServers suite;
  private final TestServers test;

  Clearing(SuiteServers suite, TestServers test) {
    this.suite = suite;
    this.test = test;
  }

  void clear() {
    deleteTopics();
    deleteKeys();
    test.postgres().dropDatabase(test.database());
  }

  private void deleteTopics() {
    try (Admin admin = test.admin()) {
      List<String> topics =
          admin.listTopics().names().get().stream()
              .filter(topic -> topic.startsWith(test.namespace()))
              .toList();
      admin.deleteTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics were not deleted", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while topics were deleted", e);
    }
  }

  private void deleteKeys() {
    try (StatefulRedisConnection<String, String> connection = suite.redis().connect()) {
      List<String> keys = connection.sync().keys(test.namespace() + "*");
      if (!keys.isEmpty()) {
        connection.sync().unlink(keys.toArray(String[]::new));
      }
    }
  }
}
