package io.payonce.cli.stack;

import io.payonce.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates all topics on a broker that has none. */
final class TopicCreation {
  static final int PARTITIONS = 8;
  private static final short ONE_REPLICA = 1;

  private TopicCreation() {}

  static void createAll(String bootstrapServers, Topics topics) {
    List<NewTopic> all =
        topics.all().stream().map(name -> new NewTopic(name, PARTITIONS, ONE_REPLICA)).toList();
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin.createTopics(all).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics were not created", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the topics were created", e);
    }
  }
}
