package io.payonce.consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.payonce.schemas.CommandKind;
import java.time.Duration;

/** What one worker counts. */
public final class WorkerMetrics {
  private final DistributionSummary batchSize;
  private final Timer batchTime;
  private final Counter failures;
  private final Counter fenceLosses;
  private final Counter rewinds;
  private final Counter outcomes;
  private final Counter waiting;
  private final Counter deadLetters;

  WorkerMetrics(MeterRegistry registry, CommandKind kind, String source) {
    String[] tags = {"kind", kind.label(), "source", source};
    batchSize = DistributionSummary.builder("payonce.batch.records").tags(tags).register(registry);
    batchTime = Timer.builder("payonce.batch.duration").tags(tags).register(registry);
    failures = registry.counter("payonce.batch.failures", tags);
    fenceLosses = registry.counter("payonce.fence.losses", tags);
    rewinds = registry.counter("payonce.rewinds", tags);
    outcomes = registry.counter("payonce.outcomes.published", tags);
    waiting = registry.counter("payonce.commands.waiting", tags);
    deadLetters = registry.counter("payonce.commands.dead.lettered", tags);
  }

  void handled(int records, Duration took, BatchPublisher.Published published) {
    batchSize.record(records);
    batchTime.record(took);
    published(published);
  }

  /** Counts what was published. */
  public void published(BatchPublisher.Published published) {
    outcomes.increment(published.outcomes());
    waiting.increment(published.waiting());
    deadLetters.increment(published.deadLetters());
  }

  void failed() {
    failures.increment();
  }

  void fenced() {
    fenceLosses.increment();
  }

  void rewound() {
    rewinds.increment();
  }
}
