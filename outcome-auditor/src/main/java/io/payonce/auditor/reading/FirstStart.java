package io.payonce.auditor.reading;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an auditor begins that has no place in the topics yet: at their ends, since of what lies in
 * them the outcomes may be gone, or never have been written. It watches the commands that come from
 * then on; of those of before, the ones that wait, from the next retry tier on.
 *
 * <p>The ends of the command topics are asked for last: a command behind them has its outcome
 * behind the other ends too, so none is seen without the outcome that it has.
 */
public final class FirstStart {
  private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);

  private final GroupPositions positions;
  private final List<String> commandTopics;

  public FirstStart(GroupPositions positions, Collection<String> commandTopics) {
    this.positions = requireNonNull(positions, "positions is null");
    this.commandTopics = List.copyOf(commandTopics);
  }

  /**
   * Sets the places where there are none. Of several instances at once one does it.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer, or a topic is missing
   */
  public void setPlaces() {
    List<String> others =
        positions.topics().stream().filter(topic -> !commandTopics.contains(topic)).toList();
    Map<TopicPartition, Long> places = new HashMap<>(positions.ends(others));
    places.putAll(positions.ends(commandTopics));
    if (!positions.committed().isEmpty()) {
      return;
    }
    positions.deleteOwnTopics();
    try {
      positions.moveTo(places);
      LOG.info("the first start: what is written from now on is watched");
    } catch (UnknownMemberIdException e) {
      LOG.info("another instance has set the places already", e);
    }
  }
}
