package io.payonce.consumer.records;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.payonce.schemas.CommandKind;
import java.time.Duration;

/** What a worker counts of its records one by one. Used by many threads. */
final class RecordMetrics {
  private final LongTaskTimer active;
  private final Timer duration;
  private final Counter failures;

  RecordMetrics(MeterRegistry registry, CommandKind kind, String source) {
    String[] tags = {"kind", kind.label(), "source", source};
    active = LongTaskTimer.builder("payonce.records.active").tags(tags).register(registry);
    duration = Timer.builder("payonce.record.duration").tags(tags).register(registry);
    failures = registry.counter("payonce.record.failures", tags);
  }

  LongTaskTimer.Sample began() {
    return active.start();
  }

  void ended(LongTaskTimer.Sample began) {
    duration.record(Duration.ofNanos(began.stop()));
  }

  void failed() {
    failures.increment();
  }
}
