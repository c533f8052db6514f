package io.payonce.consumer.records;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.LongTaskTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * The handlers that run now, each on a virtual thread. They hand their ends over in a queue, and
 * that is all that they share with the worker's thread, to which everything else here belongs.
 */
final class RunningHandlers {
  private final RecordHandler handler;
  private final RecordMetrics metrics;
  private final Map<RecordTask, Instant> running = new LinkedHashMap<>();
  private final BlockingQueue<End> ended = new LinkedBlockingQueue<>();

  /** How a handler ended. */
  sealed interface End {
    RecordTask task();
  }

  /** It answered. */
  record Returned(RecordTask task, RecordResult result) implements End {}

  /** It threw. */
  record Threw(RecordTask task, Throwable why) implements End {}

  RunningHandlers(RecordHandler handler, RecordMetrics metrics) {
    this.handler = handler;
    this.metrics = metrics;
  }

  void start(RecordTask task, Instant now) {
    RecordWindow window = task.window();
    RecordPlace place = new RecordPlace(window.place(), window::isHeld);
    running.put(task, now);
    Thread.ofVirtual().name("payonce-record " + task).start(() -> run(task, place));
  }

  private void run(RecordTask task, RecordPlace place) {
    LongTaskTimer.Sample began = metrics.began();
    End end;
    try {
      end = new Returned(task, requireNonNull(handler.handle(task.record(), place), "no result"));
    } catch (Throwable e) {
      // Whatever it was, also an error of the machine: the thread ends here anyway, and what counts
      // is that the record is not forgotten.
      end = new Threw(task, e);
    }
    metrics.ended(began);
    ended.add(end);
  }

  /** Those that have ended since the last call, in that order. */
  List<End> takeEnded() {
    List<End> taken = new ArrayList<>();
    ended.drainTo(taken);
    taken.forEach(end -> running.remove(end.task()));
    return taken;
  }

  /** Those that run now. */
  List<RecordTask> tasks() {
    return List.copyOf(running.keySet());
  }

  /** Waits until one ends that {@link #takeEnded} will return, or {@code atMost} is over. */
  void awaitEnd(Duration atMost) throws InterruptedException {
    End end = ended.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (end != null) {
      ended.add(end);
    }
  }

  int count() {
    return running.size();
  }

  boolean isAnyOf(TopicPartition partition) {
    return running.keySet().stream().anyMatch(task -> task.partition().equals(partition));
  }

  /** The one that has run for longest, if it began before {@code time}. */
  Optional<RecordTask> runningSince(Instant time) {
    return running.entrySet().stream()
        .findFirst()
        .filter(oldest -> oldest.getValue().isBefore(time))
        .map(Map.Entry::getKey);
  }
}
