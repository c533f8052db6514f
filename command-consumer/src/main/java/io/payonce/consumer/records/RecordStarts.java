package io.payonce.consumer.records;

import io.payonce.consumer.WorkerLoop;
import io.payonce.consumer.suspects.Care;
import io.payonce.consumer.suspects.Solitude;
import java.time.Instant;
import java.util.Optional;

/** Starts the handlers of what is ready, as many as may be. Belongs to the worker's thread. */
final class RecordStarts {
  private final WorkerLoop.Parts parts;
  private final RecordSettings settings;
  private final RunningHandlers running;
  private final KeyQueues queues;

  RecordStarts(
      WorkerLoop.Parts parts, RecordSettings settings, RunningHandlers running, KeyQueues queues) {
    this.parts = parts;
    this.settings = settings;
    this.running = running;
    this.queues = queues;
  }

  void startReady() {
    Instant now = parts.clock().instant();
    while (running.count() < settings.maxInFlight()) {
      Optional<RecordTask> next = queues.next(now);
      if (next.isEmpty()) {
        return;
      }
      if (!Solitude.OF_PROCESS.enter(next.get().care(), now)) {
        queues.putBack(next.get());
        return;
      }
      start(next.get(), now);
    }
  }

  /** Notes it first where the process may die over it. */
  private void start(RecordTask task, Instant now) {
    boolean noted = false;
    try {
      if (task.care() != Care.NONE) {
        parts.held().begin(task.alone());
      }
      noted = true;
    } finally {
      if (!noted) {
        Solitude.OF_PROCESS.leave(task.care());
        queues.putBack(task);
      }
    }
    running.start(task, now);
  }
}
