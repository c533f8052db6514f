package io.payonce.consumer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What one poll brought.
 *
 * @param records in the order in which they are to be handled; of one partition, in offset order.
 *     May be empty where only transaction markers were passed
 * @param spans the stretches that the records come from, one a partition
 */
public record Batch(List<ConsumerRecord<byte[], byte[]>> records, List<PartitionSpan> spans) {
  public Batch {
    records = List.copyOf(records);
    spans = List.copyOf(spans);
  }

  /** The spans by topic and partition, for looking up the one that a record came from. */
  public Map<TopicPartition, PartitionSpan> spansByPartition() {
    Map<TopicPartition, PartitionSpan> byPartition = new HashMap<>();
    for (PartitionSpan span : spans) {
      byPartition.put(span.partition().topicPartition(), span);
    }
    return byPartition;
  }
}
