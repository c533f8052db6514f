package io.payonce.consumer.watching;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long each of the six steps of a batch takes, measured once a batch and step and never for
 * each record.
 */
public final class StepTimes {
  private final Map<Step, Timer> timers = new EnumMap<>(Step.class);

  /** The steps of a batch, in order. */
  public enum Step {
    /** Records become commands. */
    DECODE,
    /** Results are looked for in Redis. */
    CACHE,
    /** Keys are locked in Redis. */
    LOCK,
    /** The transaction. */
    DECIDE,
    /** Results are cached, locks released, callers answered. */
    FINISH,
    /** Outcomes, retries and dead letters become durable. */
    PUBLISH
  }

  /**
   * @param tags of the worker, keys and values in turns
   */
  public StepTimes(MeterRegistry registry, String... tags) {
    for (Step step : Step.values()) {
      timers.put(
          step,
          Timer.builder("payonce.batch.step.duration")
              .description("What one step of a batch takes")
              .tags(tags)
              .tag("step", step.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /**
   * Notes that a step has ended.
   *
   * @param begun by {@link System#nanoTime()}
   * @return the time now, at which the next step begins
   */
  public long ended(Step step, long begun) {
    long now = System.nanoTime();
    requireNonNull(timers.get(step)).record(now - begun, TimeUnit.NANOSECONDS);
    return now;
  }
}
