package io.payonce.consumer.records;

import io.payonce.consumer.Batch;
import io.payonce.consumer.Disposition;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.WorkerLoop;
import io.payonce.consumer.WorkerSettings;
import io.payonce.consumer.limits.DeadLetterBudget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records that are handled and not published. Published together, they are finished; before
 * that they are not, whatever happens. Belongs to the worker's thread.
 */
final class HandledRecords {
  private static final Logger LOG = LoggerFactory.getLogger(HandledRecords.class);

  private final WorkerLoop.Parts parts;
  private final List<Handled> handled = new ArrayList<>();
  private Instant restsUntil = Instant.MIN;
  private boolean exceeded;

  private record Handled(RecordTask task, List<Disposition> dispositions) {}

  HandledRecords(WorkerLoop.Parts parts) {
    this.parts = parts;
  }

  void add(RecordTask task, RecordResult.Done done) {
    handled.add(new Handled(task, done.dispositions()));
  }

  /**
   * Publishes what is there, in the order in which it was handled, but for records whose partition
   * is lost. If that fails, all of it is published again after a rest: a record that was published
   * twice is a repeat, one that was not would be lost.
   *
   * @param places of the partitions that are held
   * @throws DeadLetterBudget.Exceeded when the worker must stop; then nothing is published any more
   */
  void publish(List<PartitionSpan> places) {
    handled.removeIf(each -> !each.task().window().isHeld());
    Instant now = parts.clock().instant();
    if (handled.isEmpty() || exceeded || now.isBefore(restsUntil)) {
      return;
    }
    List<Disposition> dispositions =
        handled.stream().flatMap(each -> each.dispositions().stream()).toList();
    try {
      Batch origin = new Batch(List.of(), places);
      parts.metrics().published(parts.publisher().publish(origin, dispositions));
      handled.forEach(each -> finish(each.task()));
      handled.clear();
      parts.board().succeeded("publishing");
    } catch (DeadLetterBudget.Exceeded e) {
      exceeded = true;
      throw e;
    } catch (RuntimeException e) {
      // Whatever it was, nothing counts as published: all stays here.
      LOG.error("{} records are not published; trying again", handled.size(), e);
      parts.board().failed("publishing", e.getClass().getSimpleName());
      restsUntil = now.plus(WorkerSettings.REST);
    }
  }

  private void finish(RecordTask task) {
    task.window().finished(task.record().offset());
    parts.held().published(task.record());
  }
}
