package io.payonce.consumer.replaying;

import static java.util.Objects.requireNonNull;

import io.payonce.consumer.Disposition;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What became of one record.
 *
 * @param changed whether this replay decided it, now or before it was killed; in a dry run, whether
 *     it would
 * @param words why, where it was not decided; else what the command is known by
 * @param outgoing what is to be published
 */
public record Replayed(
    ConsumerRecord<byte[], byte[]> record,
    ReplayedAs as,
    boolean changed,
    String words,
    List<Disposition> outgoing) {
  public Replayed {
    requireNonNull(record, "record is null");
    requireNonNull(as, "as is null");
    requireNonNull(words, "words is null");
    outgoing = List.copyOf(outgoing);
  }

  /** One that nothing came of. */
  public static Replayed undecided(
      ConsumerRecord<byte[], byte[]> record, ReplayedAs as, String words) {
    return new Replayed(record, as, false, words, List.of());
  }

  /** Topic, partition and offset, and the words. */
  @Override
  public String toString() {
    return "%s-%d %d: %s, %s"
        .formatted(record.topic(), record.partition(), record.offset(), as.label(), words);
  }
}
