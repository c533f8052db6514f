package io.payonce.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A handler whose effect is the list of what it handled. Like a real one it advances the progress
 * first and answers only for what is held.
 */
final class RecordingHandler implements BatchHandler {
  private final ProgressInMemory progress;
  private final List<Batch> seen = new CopyOnWriteArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> handled = new CopyOnWriteArrayList<>();
  private volatile Consumer<Batch> first = _ -> {};
  private volatile Function<ConsumerRecord<byte[], byte[]>, Disposition> answer =
      RecordingHandler::outcomeOf;

  RecordingHandler(ProgressInMemory progress) {
    this.progress = progress;
  }

  /** What happens first in each batch; may throw. */
  RecordingHandler first(Consumer<Batch> step) {
    first = step;
    return this;
  }

  RecordingHandler answering(Function<ConsumerRecord<byte[], byte[]>, Disposition> answers) {
    answer = answers;
    return this;
  }

  /** The usual answer: an outcome under the same key that repeats the value. */
  static Disposition outcomeOf(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key() == null ? new byte[0] : record.key();
    return new Disposition.Decided(record, new Disposition.Message(key, record.value()));
  }

  @Override
  public BatchResult handle(Batch batch) {
    seen.add(batch);
    first.accept(batch);
    Set<PartitionRef> held = progress.advance(batch.spans());
    List<Disposition> dispositions = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
      if (comesFrom(record, held)) {
        handled.add(record);
        dispositions.add(answer.apply(record));
      }
    }
    return new BatchResult(held, dispositions);
  }

  private static boolean comesFrom(
      ConsumerRecord<byte[], byte[]> record, Set<PartitionRef> partitions) {
    TopicPartition name = new TopicPartition(record.topic(), record.partition());
    return partitions.stream().anyMatch(partition -> partition.topicPartition().equals(name));
  }

  @Override
  public Optional<Disposition.Message> outcomeUnread(
      ConsumerRecord<byte[], byte[]> record, String reason) {
    return givenUp(record, reason);
  }

  @Override
  public Optional<Disposition.Message> outcomeOfGivingUp(
      ConsumerRecord<byte[], byte[]> record, UUID topicId, String reason) {
    return givenUp(record, reason);
  }

  private static Optional<Disposition.Message> givenUp(
      ConsumerRecord<byte[], byte[]> record, String reason) {
    byte[] key = record.key() == null ? new byte[0] : record.key();
    return Optional.of(new Disposition.Message(key, ("given up: " + reason).getBytes(UTF_8)));
  }

  /** All batches that came, also those that failed. */
  List<Batch> seen() {
    return List.copyOf(seen);
  }

  /** The values of all records that took effect, in that order. */
  List<String> handled() {
    return handled.stream().map(Commands::value).toList();
  }

  List<String> handledOf(int partition) {
    return handled.stream()
        .filter(record -> record.partition() == partition)
        .map(Commands::value)
        .toList();
  }
}
