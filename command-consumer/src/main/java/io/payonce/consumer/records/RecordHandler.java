package io.payonce.consumer.records;

import io.payonce.consumer.Disposition;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a {@link RecordWorker} does with each record.
 *
 * <p>{@link #handle} is called on a virtual thread of its own, many at a time, but for each key one
 * after another in the order of the log. The other methods are called on the worker's thread and
 * must not block.
 */
public interface RecordHandler extends Disposition.GivingUp {

  /**
   * The key whose records must not overtake each other, computed from the value. For a record that
   * cannot be read, anything. A record for which this throws gets a key of its own.
   */
  String key(ConsumerRecord<byte[], byte[]> record);

  /**
   * Takes one record through. May block, but must end by itself: the partition's place stays below
   * it so long, and a partition that was lost is not taken again before all its handlers have
   * ended. It is not interrupted.
   *
   * <p>Each of its transactions has to check that the partition is held: {@link
   * RecordPlace#span()}.
   *
   * @throws RuntimeException if the record had no effect or its effect is not known. The record
   *     comes again, after a pause; so its outcome must be a function of the command and the
   *     database
   */
  RecordResult handle(ConsumerRecord<byte[], byte[]> record, RecordPlace place);
}
