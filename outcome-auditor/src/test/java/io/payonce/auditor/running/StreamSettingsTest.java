package io.payonce.auditor.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** What the auditor's promises rest on: a kill seldom falls between two commits. */
class StreamSettingsTest {
  @Test
  void alarms_and_places_are_committed_together_and_only_what_is_committed_is_read() {
    Properties config = new StreamSettings("kafka:1", "auditor", 3, 1, 2).toConfig();
    assertThat(config)
        .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "exactly_once_v2")
        .containsEntry("replication.factor", 3)
        .containsEntry("topic.min.insync.replicas", "2")
        .containsEntry("num.standby.replicas", 1)
        .containsEntry("num.stream.threads", 2)
        .containsEntry("consumer.auto.offset.reset", "earliest");
    assertThat(new StreamsConfig(config).getMainConsumerConfigs("group", "client", 0))
        .containsEntry("isolation.level", "read_committed");
  }

  @Test
  void on_a_single_broker_one_copy_is_enough() {
    assertThat(new StreamSettings("kafka:1", "auditor", 1, 0, 1).toConfig())
        .containsEntry("topic.min.insync.replicas", "1");
  }
}
