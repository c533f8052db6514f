package io.payonce.consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.payonce.consumer.watching.DeadLetterDepth;
import io.payonce.consumer.watching.PartitionLag;
import io.payonce.consumer.watching.StepTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** What one worker counts. */
public final class WorkerMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(20)
  };

  private final DistributionSummary batchSize;
  private final Timer batchTime;
  private final StepTimes steps;
  private final PartitionLag lag;
  private final Optional<DeadLetterDepth> letters;
  private final Counter failures;
  private final Counter fenceLosses;
  private final Counter rewinds;
  private final Counter outcomes;
  private final Counter waiting;
  private final Counter deadLetters;

  WorkerMetrics(MeterRegistry registry, WorkerSettings settings, CommandWorker.Source source) {
    String kind = settings.kind().label();
    String[] tags = {"kind", kind, "source", source.label()};
    // One worker of a kind is enough to count them.
    letters =
        source == CommandWorker.Source.RETRIES
            ? Optional.of(
                new DeadLetterDepth(
                    registry, settings.topics().deadLetters(settings.kind()), "kind", kind))
            : Optional.empty();
    batchSize = DistributionSummary.builder("payonce.batch.records").tags(tags).register(registry);
    batchTime =
        Timer.builder("payonce.batch.duration")
            .description("A batch from its poll to the end of its publishing")
            .serviceLevelObjectives(BUCKETS)
            .tags(tags)
            .register(registry);
    steps = new StepTimes(registry, tags);
    lag = new PartitionLag(registry, InstantSource.system(), tags);
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

  /** The last step of a batch has ended. */
  void publishedSince(long begun) {
    steps.ended(StepTimes.Step.PUBLISH, begun);
  }

  /** How far behind the worker is. */
  PartitionLag lag() {
    return lag;
  }

  void countDeadLettersWhenDue(Admin admin, Instant now) {
    letters.ifPresent(depth -> depth.askWhenDue(admin, now));
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
