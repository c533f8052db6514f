package io.payonce.schemas.identifying;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ids of commands, as they stand beside a record's value or follow from its place. */
public final class CommandIds {
  private CommandIds() {}

  /** The id in a header's value; empty where there is none, and where it names no command. */
  public static Optional<UUID> ofHeader(byte @Nullable [] value) {
    return value == null ? Optional.empty() : ofText(new String(value, UTF_8));
  }

  /** The id in a text; empty for what is no id. */
  public static Optional<UUID> ofText(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      // What is no id names no command; the value or the record's place does.
      return Optional.empty();
    }
  }

  /**
   * The id of a command whose producer left it out. It is the same whenever the record is read.
   *
   * @param topicId Kafka's id of the topic
   * @param timestampMillis the record's own time
   */
  public static UUID ofPlace(UUID topicId, int partition, long offset, long timestampMillis) {
    String place = topicId + "|" + partition + "|" + offset + "|" + timestampMillis;
    return UUID.nameUUIDFromBytes(place.getBytes(UTF_8));
  }
}
