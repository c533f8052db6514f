package io.payonce.auditor.reading;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * A moment such that every record that was written before it, to any of the topics that are read,
 * is worked into the stores. It is found so, again and again:
 *
 * <ol>
 *   <li>look at the clock,
 *   <li>ask where the topics end,
 *   <li>wait until the group has committed those places: what was made of the records is then in
 *       the sightings, as both are committed in one transaction,
 *   <li>ask where the sightings end, with what is not committed yet,
 *   <li>wait until the group has committed those places: the sightings are then in the stores and
 *       their changelogs, for the same reason.
 * </ol>
 *
 * <p>It rests on what is committed in Kafka, whoever did it, and so is as good in an instance that
 * holds none of the partitions. While an instance is down, or one that held partitions has died, it
 * stands still.
 *
 * <p>One thread moves it on; any may ask for it.
 */
public final class ReadThrough implements Supplier<Instant> {
  private final Positions positions;
  private final Clock clock;
  private volatile Instant moment = Instant.EPOCH;
  private Stage stage = new Stage.Begin();

  private sealed interface Stage {
    record Begin() implements Stage {}

    record Topics(Instant began, Map<TopicPartition, Long> ends) implements Stage {}

    record Sightings(Instant began, Map<TopicPartition, Long> ends) implements Stage {}
  }

  /** What Kafka says. */
  public interface Positions {
    /** The topics that are read. */
    Collection<String> topics();

    /** The topics between the two parts of the work. */
    Collection<String> sightings();

    /** Where committed records of the topics end. */
    Map<TopicPartition, Long> ends(Collection<String> topics);

    /**
     * Where the topics end with what is under way: a transaction may be known to be over at the
     * broker of its places, and not yet at that of its records.
     */
    Map<TopicPartition, Long> endsOfAll(Collection<String> topics);

    /** Whether the group has read and committed all records before these ends. */
    boolean arePassed(Map<TopicPartition, Long> ends);
  }

  public ReadThrough(Positions positions, Clock clock) {
    this.positions = requireNonNull(positions, "positions is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** {@link Instant#EPOCH} as long as there is none. */
  @Override
  public Instant get() {
    return moment;
  }

  /** Moves on as far as is known at present. */
  public void moveOn() {
    if (stage instanceof Stage.Begin) {
      Instant began = clock.instant();
      stage = new Stage.Topics(began, positions.ends(positions.topics()));
    }
    if (stage instanceof Stage.Topics(Instant began, Map<TopicPartition, Long> ends)
        && positions.arePassed(ends)) {
      stage = new Stage.Sightings(began, positions.endsOfAll(positions.sightings()));
    }
    if (stage instanceof Stage.Sightings(Instant began, Map<TopicPartition, Long> ends)
        && positions.arePassed(ends)) {
      moment = began;
      stage = new Stage.Begin();
    }
  }

  /** Forgets what it waits for, after an error; the moment stays true. */
  public void beginAnew() {
    stage = new Stage.Begin();
  }
}
