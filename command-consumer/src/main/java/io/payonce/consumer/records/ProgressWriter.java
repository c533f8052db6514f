package io.payonce.consumer.records;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressStore;
import io.payonce.consumer.WorkerLoop;
import io.payonce.consumer.WorkerSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes how far everything is finished, first into the database and then into Kafka. Belongs to
 * the worker's thread.
 */
final class ProgressWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressWriter.class);

  private final WorkerLoop.Parts parts;
  private final ProgressStore progress;
  private Instant dueAt = Instant.MIN;

  ProgressWriter(WorkerLoop.Parts parts, ProgressStore progress) {
    this.parts = parts;
    this.progress = progress;
  }

  /** Advances what can be, unless that was just done. Partitions that are not held are lost. */
  void advanceWhenDue(RecordWindows windows) {
    Instant now = parts.clock().instant();
    if (now.isBefore(dueAt)) {
      return;
    }
    dueAt = now.plus(RecordSettings.ADVANCE_EVERY);
    try {
      commit(advance(windows));
      parts.board().succeeded("advancing");
    } catch (RuntimeException e) {
      // Nothing is lost by it: what is finished stays finished, and more would be handled again
      // after a crash.
      LOG.warn("progress cannot be written; trying again", e);
      parts.board().failed("advancing", e.getClass().getSimpleName());
      dueAt = now.plus(WorkerSettings.REST);
    }
  }

  /** Advances for the last time, and waits until Kafka knows it too. */
  void advanceAndLeave(RecordWindows windows) {
    try {
      Map<TopicPartition, OffsetAndMetadata> offsets = advance(windows);
      if (!offsets.isEmpty()) {
        parts.consumer().commitSync(offsets);
      }
    } catch (RuntimeException e) {
      // The next owner reads a little again and publishes the same outcomes.
      LOG.warn("the last positions could not be noted", e);
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> advance(RecordWindows windows) {
    List<PartitionSpan> spans =
        windows.all().stream().filter(RecordWindow::canAdvance).map(RecordWindow::advance).toList();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    if (spans.isEmpty()) {
      return offsets;
    }
    Set<PartitionRef> stillHeld = progress.advance(spans);
    for (PartitionSpan span : spans) {
      TopicPartition name = span.partition().topicPartition();
      if (stillHeld.contains(span.partition())) {
        windows.of(name).advanced(span);
        parts.held().finishedTo(span);
        offsets.put(name, parts.held().offset(span));
      } else {
        parts.held().lose(name);
      }
    }
    return offsets;
  }

  private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    if (offsets.isEmpty()) {
      return;
    }
    parts
        .consumer()
        .commitAsync(
            offsets,
            (committed, failure) -> {
              if (failure != null) {
                LOG.warn("offsets not committed in Kafka; the database knows them: {}", committed);
              }
            });
  }
}
