package io.payonce.auditor.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadThroughTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final TopicPartition COMMANDS = new TopicPartition("commands", 0);
  private static final TopicPartition SIGHTINGS = new TopicPartition("sightings", 0);

  private final Played kafka = new Played();
  private final MovedClock clock = new MovedClock();
  private final ReadThrough readThrough = new ReadThrough(kafka, clock);

  @Test
  void nothing_is_read_before_both_parts_of_the_work_have_passed_their_ends() {
    kafka.committedEnds.put(COMMANDS, 7L);
    kafka.allEnds.put(SIGHTINGS, 3L);
    readThrough.moveOn();
    assertThat(readThrough.get()).isEqualTo(Instant.EPOCH);

    kafka.places.put(COMMANDS, 7L);
    readThrough.moveOn();
    assertThat(readThrough.get()).isEqualTo(Instant.EPOCH);

    kafka.places.put(SIGHTINGS, 3L);
    readThrough.moveOn();
    assertThat(readThrough.get()).isEqualTo(NOON);
  }

  @Test
  void the_moment_is_that_of_the_question_and_not_of_the_answer() {
    kafka.committedEnds.put(COMMANDS, 1L);
    readThrough.moveOn();
    clock.now = NOON.plusSeconds(30);
    kafka.places.put(COMMANDS, 1L);

    readThrough.moveOn();

    assertThat(readThrough.get()).isEqualTo(NOON);
  }

  /** Its transaction may be over where the places are kept, and not yet where the records are. */
  @Test
  void a_sighting_that_is_not_committed_yet_is_waited_for() {
    kafka.committedEnds.put(SIGHTINGS, 3L);
    kafka.allEnds.put(SIGHTINGS, 5L);
    kafka.places.put(SIGHTINGS, 3L);
    readThrough.moveOn();
    assertThat(readThrough.get()).isEqualTo(Instant.EPOCH);

    kafka.places.put(SIGHTINGS, 5L);
    readThrough.moveOn();
    assertThat(readThrough.get()).isEqualTo(NOON);
  }

  @Test
  void what_comes_while_it_waits_does_not_hold_it_up() {
    kafka.committedEnds.put(COMMANDS, 1L);
    readThrough.moveOn();
    kafka.committedEnds.put(COMMANDS, 1_000L);
    kafka.places.put(COMMANDS, 1L);

    readThrough.moveOn();

    assertThat(readThrough.get()).isEqualTo(NOON);
  }

  @Test
  void beginning_anew_asks_again_and_keeps_the_moment() {
    readThrough.moveOn();
    clock.now = NOON.plusSeconds(1);
    kafka.committedEnds.put(COMMANDS, 9L);
    readThrough.moveOn();
    readThrough.beginAnew();
    assertThat(readThrough.get()).isEqualTo(NOON);

    kafka.committedEnds.put(COMMANDS, 2L);
    kafka.places.put(COMMANDS, 2L);
    readThrough.moveOn();

    assertThat(readThrough.get()).isEqualTo(clock.now);
  }

  private static final class Played implements ReadThrough.Positions {
    final Map<TopicPartition, Long> committedEnds = new HashMap<>();
    final Map<TopicPartition, Long> allEnds = new HashMap<>();
    final Map<TopicPartition, Long> places = new HashMap<>();

    @Override
    public Collection<String> topics() {
      return List.of(COMMANDS.topic());
    }

    @Override
    public Collection<String> sightings() {
      return List.of(SIGHTINGS.topic());
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<String> topics) {
      return of(committedEnds, topics);
    }

    @Override
    public Map<TopicPartition, Long> endsOfAll(Collection<String> topics) {
      return of(allEnds, topics);
    }

    @Override
    public boolean arePassed(Map<TopicPartition, Long> ends) {
      return ends.entrySet().stream()
          .allMatch(end -> places.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private static Map<TopicPartition, Long> of(
        Map<TopicPartition, Long> ends, Collection<String> topics) {
      Map<TopicPartition, Long> some = new HashMap<>(ends);
      some.keySet().removeIf(partition -> !topics.contains(partition.topic()));
      return some;
    }
  }

  private static final class MovedClock extends Clock {
    Instant now = NOON;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("it has no other zone");
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
