package io.payonce.benchmarks.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.ingest.commands.DurableProducer;
import io.payonce.schemas.CommandWriter;
import java.util.BitSet;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
class TopicCheckIT {
  @Test
  void topic_that_holds_each_accepted_callback_and_a_refused_one_is_in_order(TestServers servers) {
    String topic = topicWith(servers, 0, 1, 2, 3);

    try (TopicCheck check = new TopicCheck(servers.bootstrapServers())) {
      assertThat(check.callbacks(topic, accepted(0, 1, 2))).isEmpty();
      assertThat(check.count(topic, 3, 4)).isEmpty();
    }
  }

  @Test
  void callback_that_was_accepted_and_lost_is_found(TestServers servers) {
    String topic = topicWith(servers, 0, 2);

    try (TopicCheck check = new TopicCheck(servers.bootstrapServers())) {
      assertThat(check.callbacks(topic, accepted(0, 1, 2)))
          .containsExactly(
              "1 of 3 callbacks that were answered 00 are not in the topic, the first is 1");
      assertThat(check.count(topic, 3, 3)).hasSize(1);
    }
  }

  @Test
  void callback_that_is_there_twice_is_found(TestServers servers) {
    String topic = topicWith(servers, 0, 1, 1);

    try (TopicCheck check = new TopicCheck(servers.bootstrapServers())) {
      assertThat(check.callbacks(topic, accepted(0, 1)))
          .containsExactly("callback 1 was sent once and is there twice");
      assertThat(check.count(topic, 2, 2)).hasSize(1);
    }
  }

  private static BitSet accepted(int... numbers) {
    BitSet accepted = new BitSet();
    for (int number : numbers) {
      accepted.set(number);
    }
    return accepted;
  }

  private static String topicWith(TestServers servers, int... numbers) {
    String topic = servers.namespace() + "callbacks";
    servers.createTopics(Map.of(topic, 2));
    try (Producer<String, byte[]> producer = DurableProducer.open(servers.bootstrapServers())) {
      for (int number : numbers) {
        producer.send(
            new ProducerRecord<>(
                topic, "key-" + number, CommandWriter.write(SampleRecord.command(number))));
      }
      producer.flush();
    }
    return topic;
  }
}
