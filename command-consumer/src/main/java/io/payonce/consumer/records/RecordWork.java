package io.payonce.consumer.records;

import io.payonce.consumer.Batch;
import io.payonce.consumer.Disposition;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressStore;
import io.payonce.consumer.WorkerLoop;
import io.payonce.consumer.WorkerSettings;
import io.payonce.consumer.limits.DeadLetterBudget;
import io.payonce.consumer.limits.GrowingPause;
import io.payonce.consumer.suspects.Care;
import io.payonce.consumer.suspects.Solitude;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turns of a {@link RecordWorker}. Belongs to the worker's thread; handlers only hand over how
 * they ended.
 *
 * <p>Before each poll: (1) windows follow what is held, since the poll before may have given
 * partitions back; (2) handlers that ended are collected; (3) what they led to is published; (4)
 * progress is written; (5) as many as may be are started; (6) full partitions are paused.
 */
final class RecordWork implements WorkerLoop.Work {
  private static final Logger LOG = LoggerFactory.getLogger(RecordWork.class);
  private static final GrowingPause PAUSE =
      new GrowingPause(WorkerSettings.REST, RecordSettings.LONGEST_REST);

  private final WorkerLoop.Parts parts;
  private final RecordSettings settings;
  private final RecordHandler handler;
  private final RecordMetrics metrics;
  private final RunningHandlers running;
  private final HandledRecords handled;
  private final ProgressWriter progress;
  private final RecordWindows windows = new RecordWindows();
  private final KeyQueues queues = new KeyQueues();
  private final RecordStarts starts;
  private final Map<RecordTask, String> failing = new LinkedHashMap<>();

  RecordWork(
      WorkerLoop.Parts parts,
      RecordSettings settings,
      RecordHandler handler,
      ProgressStore progress,
      RecordMetrics metrics) {
    this.parts = parts;
    this.settings = settings;
    this.handler = handler;
    this.metrics = metrics;
    this.running = new RunningHandlers(handler, metrics);
    this.handled = new HandledRecords(parts);
    this.progress = new ProgressWriter(parts, progress);
    this.starts = new RecordStarts(parts, settings, running, queues);
  }

  /**
   * Not while handlers of an earlier taking still run here: two for one record would make two calls
   * where one is enough.
   */
  @Override
  public boolean mayTake(TopicPartition partition) {
    return !running.isAnyOf(partition);
  }

  @Override
  public Duration pollFor() {
    return windows.unfinished() == 0 ? WorkerSettings.POLL : RecordSettings.POLL_IN_FLIGHT;
  }

  @Override
  public List<PartitionSpan> places() {
    follow();
    return windows.places();
  }

  @Override
  public void beforePoll() {
    settle();
    progress.advanceWhenDue(windows);
    follow();
    starts.startReady();
    pauseFull();
    showTrouble();
  }

  @Override
  public void polled(Batch batch) {
    follow();
    List<ConsumerRecord<byte[], byte[]>> unsuspected =
        batch.records().stream()
            .filter(record -> parts.held().careFor(record) == Care.NONE)
            .toList();
    parts.held().begin(new Batch(unsuspected, batch.spans()));
    for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
      RecordWindow window = windows.of(new TopicPartition(record.topic(), record.partition()));
      window.began(record.offset());
      enqueue(record, window, parts.held().careFor(record));
    }
    // Only now, so that whatever fails here makes records come again, and skips none.
    for (PartitionSpan span : batch.spans()) {
      windows.of(span.partition().topicPartition()).readTo(span);
      parts.held().readTo(span);
    }
    starts.startReady();
  }

  /**
   * A record over which the process may have died is not read here, where nothing is noted yet: it
   * has a key of its own. Others of its order may then be handled beside it, and the order's row
   * keeps them apart.
   */
  private void enqueue(ConsumerRecord<byte[], byte[]> record, RecordWindow window, Care care) {
    switch (care) {
      case NONE -> queues.add(new RecordTask(record, keyOf(record), window, care));
      case ONE_BY_ONE, ALONE ->
          queues.add(new RecordTask(record, "suspect " + place(record), window, care));
      case PARKED ->
          handled.add(
              new RecordTask(record, "", window, care),
              new RecordResult.Done(List.of(Disposition.GiveUp.ofKiller(record))));
    }
  }

  private String keyOf(ConsumerRecord<byte[], byte[]> record) {
    try {
      return handler.key(record);
    } catch (RuntimeException e) {
      // It need not wait for others then; the handler will say what is wrong with it.
      LOG.warn("no key of {}", place(record), e);
      return "no key of " + place(record);
    }
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + " " + record.partition() + " " + record.offset();
  }

  /** Lets windows follow what is held, and forgets what belongs to those that are lost. */
  private void follow() {
    if (windows.follow(parts.held().places())) {
      queues.wakeLost();
      failing.keySet().removeIf(task -> !task.window().isHeld());
    }
  }

  /** Publishes what has ended since. */
  private void settle() {
    follow();
    running.takeEnded().forEach(this::collect);
    follow();
    handled.publish(windows.places());
  }

  private void collect(RunningHandlers.End end) {
    RecordTask task = end.task();
    Solitude.OF_PROCESS.leave(task.care());
    if (!task.window().isHeld()) {
      queues.leave(task);
      return;
    }
    switch (end) {
      case RunningHandlers.Threw threw -> failed(task, threw.why());
      case RunningHandlers.Returned returned -> {
        queues.leave(task);
        failing.remove(task);
        switch (returned.result()) {
          case RecordResult.Done done -> handled.add(task, done);
          case RecordResult.NotHeld _ -> {
            parts.held().lose(task.partition());
            follow();
          }
        }
      }
    }
  }

  private void failed(RecordTask task, Throwable why) {
    Duration pause = PAUSE.after(task.failed());
    LOG.error("{} failed; it is handled again in {}", task, pause, why);
    metrics.failed();
    if (task.care() != Care.NONE) {
      parts.held().withdraw(List.of(task.partition()));
    }
    failing.put(task, why.getClass().getSimpleName());
    queues.rest(task, parts.clock().instant().plus(pause));
  }

  private void pauseFull() {
    boolean allFull = running.count() >= settings.maxInFlight();
    windows
        .byPartition()
        .forEach((name, window) -> parts.held().full(name, allFull || isFull(name, window)));
  }

  /**
   * Each partition by itself, so that one with a long line behind a key leaves room for the others.
   * A record that may kill the process is handled alone.
   */
  private boolean isFull(TopicPartition name, RecordWindow window) {
    boolean alone = parts.held().isSuspectAt(name, window.lowestUnfinished());
    return window.unfinished() >= (alone ? 1 : settings.maxInFlight())
        || window.spread() >= settings.maxSpread();
  }

  private void showTrouble() {
    show(
        "failing",
        failing.entrySet().stream()
            .findFirst()
            .map(
                first ->
                    "%d records, first %s: %s"
                        .formatted(failing.size(), first.getKey(), first.getValue())));
    show(
        "handling",
        running
            .runningSince(parts.clock().instant().minus(RecordSettings.LONG))
            .map(task -> task + " has not ended for long"));
  }

  private void show(String what, Optional<String> trouble) {
    trouble.ifPresentOrElse(
        why -> parts.board().failed(what, why), () -> parts.board().succeeded(what));
  }

  /**
   * Starts nothing more, waits a while for what runs, publishes it and notes the positions. What
   * has not ended by then is told that nothing is held any more; the next owner handles it again.
   */
  @Override
  public void leave() {
    Instant giveUpAt = parts.clock().instant().plus(settings.drainAtMost());
    try {
      while (running.count() > 0 && parts.clock().instant().isBefore(giveUpAt)) {
        stayInTheGroup();
        settleAtLast();
        running.awaitEnd(WorkerSettings.POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (running.count() > 0) {
      LOG.warn("{} handlers have not ended; their records will be handled again", running.count());
    }
    settleAtLast();
    progress.advanceAndLeave(windows);
    parts.held().withdrawAll();
    running.tasks().forEach(task -> Solitude.OF_PROCESS.leave(task.care()));
    windows.all().forEach(RecordWindow::drop);
  }

  private void settleAtLast() {
    try {
      settle();
    } catch (DeadLetterBudget.Exceeded e) {
      LOG.error("not published by the worker that stops: {}", e.getMessage());
    }
  }

  /** A poll lets others take what they are to have, and brings nothing while all is paused. */
  private void stayInTheGroup() {
    try {
      parts.consumer().pause(parts.consumer().assignment());
      parts.consumer().poll(Duration.ZERO);
    } catch (KafkaException e) {
      // Nothing is read here, so nothing is lost, whoever holds the partitions then.
      LOG.warn("the broker refuses the worker that stops", e);
    }
  }
}
