package io.payonce.auditor.watching;

import static java.util.Objects.requireNonNull;

import io.payonce.auditor.measuring.AuditMetrics;
import io.payonce.auditor.measuring.Figures;
import io.payonce.auditor.sightings.Sighting;
import io.payonce.payments.Outcome;
import io.payonce.schemas.alerts.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Watches the commands of one partition of the sightings.
 *
 * <p>Whether a command is overdue is asked of {@code readThrough}: a moment of which it is known
 * that all records written before it, to any topic that is read, have been worked into the stores.
 * A command that was due before that moment, and is open, had no outcome at that moment, however
 * far the reading had been behind. The cases:
 *
 * <ul>
 *   <li>the outcome is written but not read, or read but not come here yet: the moment is not past
 *       its being written, so nothing is said;
 *   <li>the partition comes from another process: its store holds all that was committed there, and
 *       the moment counts what is committed, whoever did it;
 *   <li>this process holds the partition no more and does not know: what it says is in a
 *       transaction that is refused;
 *   <li>killed after an alarm: alarm and mark are in one transaction, so there are both or none.
 * </ul>
 *
 * <p>What is settled is forgotten once the moment is past the reading of its outcome: the command,
 * and its waits, were written before that outcome and so have been seen too. While hours are caught
 * up with, the moment stands still: then no more are remembered than open ones may be, the first
 * settled being forgotten first. What is said of such a command is read at about the same time, as
 * records of one task are read by their times; where it comes later still, an alarm may be false.
 */
public final class WatchProcessor implements Processor<UUID, Sighting, String, Emission> {
  static final String WATCHED = "watched";
  static final String TALLIES = "tallies";

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int ALARMS_A_LOOK = 1_000;

  /** Clocks of processes that a partition moves between differ by less. */
  private static final Duration CLOCKS_DIFFER_AT_MOST = Duration.ofSeconds(10);

  private final WatchSettings settings;
  private final WatchRules rules;
  private final Supplier<Instant> readThrough;
  private final AuditMetrics metrics;
  private final OpenCommands commands = new OpenCommands();

  private @Nullable Attached attached;

  private record Attached(
      ProcessorContext<String, Emission> context,
      KeyValueStore<UUID, Watched> watched,
      KeyValueStore<String, Tally> tallies) {}

  WatchProcessor(WatchSettings settings, Supplier<Instant> readThrough, AuditMetrics metrics) {
    this.settings = requireNonNull(settings, "settings is null");
    this.rules = new WatchRules(settings.dueAfter());
    this.readThrough = requireNonNull(readThrough, "readThrough is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /** Makes one for each partition, with its stores: in memory, and in a changelog. */
  public static ProcessorSupplier<UUID, Sighting, String, Emission> supplier(
      WatchSettings settings, Supplier<Instant> readThrough, AuditMetrics metrics) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<UUID, Sighting, String, Emission> get() {
        return new WatchProcessor(settings, readThrough, metrics);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(WATCHED), Serdes.UUID(), WatchedForm.serde()),
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(TALLIES), Serdes.String(), Tally.serde())
                .withCachingEnabled());
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, Emission> context) {
    Attached here =
        new Attached(context, context.getStateStore(WATCHED), context.getStateStore(TALLIES));
    attached = here;
    try (KeyValueIterator<UUID, Watched> all = here.watched().all()) {
      all.forEachRemaining(each -> commands.change(each.key, null, each.value));
    }
    showFigures();
    context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::look);
  }

  @Override
  public void process(Record<UUID, Sighting> record) {
    Attached here = requireNonNull(attached, "not initialised");
    UUID id = record.key();
    Watched known = here.watched().get(id);
    Sighting sighting = record.value();
    if (known == null
        && sighting instanceof Sighting.Seen
        && commands.open() >= settings.openAtMost()) {
      metrics.unwatched();
      return;
    }
    Instant now = now(here);
    WatchRules.Change change = rules.sighted(Optional.ofNullable(known), sighting, now);
    remember(here, id, known, change.next());
    change.alert().ifPresent(alert -> raise(here, alert));
    Instant time = sighting instanceof Sighting.Settled settled ? settled.at() : now;
    change
        .countedBy()
        .ifPresent(by -> change.counted().forEach(outcome -> count(here, by, outcome, time)));
  }

  private void remember(Attached here, UUID id, @Nullable Watched known, Watched next) {
    if (!next.equals(known)) {
      here.watched().put(id, next);
      commands.change(id, known, next);
    }
  }

  private void count(Attached here, Watched.Labels by, Outcome outcome, Instant time) {
    metrics.settled(by.kind(), by.method(), outcome);
    long window = settings.window().toMillis();
    Instant from = Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), window) * window);
    Tally.count(here.tallies(), new Tally(by, outcome, from, 1));
  }

  private void raise(Attached here, Alert alert) {
    metrics.raised(alert);
    forward(here, alert.key(), new Emission.Raised(alert));
  }

  private static void forward(Attached here, String key, Emission emission) {
    here.context().forward(new Record<>(key, emission, now(here).toEpochMilli()));
  }

  private void look(long nowMillis) {
    Attached here = requireNonNull(attached, "not initialised");
    Instant moment = readThrough.get();
    alarm(here, moment);
    forget(here, moment.minus(CLOCKS_DIFFER_AT_MOST));
    passOnTallies(here);
    showFigures();
  }

  /** A limit a turn, so that an outage of hours does not hold the partition up. */
  private void alarm(Attached here, Instant moment) {
    for (int i = 0; i < ALARMS_A_LOOK; i++) {
      Optional<UUID> due = commands.dueBy(moment);
      if (due.isEmpty()) {
        return;
      }
      if (!(here.watched().get(due.get()) instanceof Watched.Open open)) {
        throw new IllegalStateException("what is due is not in the store");
      }
      remember(here, due.get(), open, open.inAlarm());
      raise(here, rules.overdue(open, now(here)));
    }
  }

  private void forget(Attached here, Instant moment) {
    for (Optional<UUID> settled = commands.takeSettledBy(moment);
        settled.isPresent();
        settled = commands.takeSettledBy(moment)) {
      here.watched().delete(settled.get());
    }
    for (Optional<UUID> settled = commands.takeSettledBeyond(settings.openAtMost());
        settled.isPresent();
        settled = commands.takeSettledBeyond(settings.openAtMost())) {
      here.watched().delete(settled.get());
    }
  }

  private static void passOnTallies(Attached here) {
    List<KeyValue<String, Tally>> tallies = new ArrayList<>();
    try (KeyValueIterator<String, Tally> all = here.tallies().all()) {
      all.forEachRemaining(tallies::add);
    }
    for (KeyValue<String, Tally> each : tallies) {
      here.tallies().delete(each.key);
      forward(here, each.value.key(), new Emission.Counted(each.value));
    }
  }

  private static Instant now(Attached here) {
    return Instant.ofEpochMilli(here.context().currentSystemTimeMs());
  }

  private void showFigures() {
    metrics.show(this, new Figures(commands.open(), commands.alarmed(), commands.oldest()));
  }

  @Override
  public void close() {
    metrics.forget(this);
  }
}
