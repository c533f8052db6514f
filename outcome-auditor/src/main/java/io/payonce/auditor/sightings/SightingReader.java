package io.payonce.auditor.sightings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.payonce.consumer.Disposition;
import io.payonce.payments.Outcome;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.CommandReader;
import io.payonce.schemas.CreateCommand;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.OutcomeReader;
import io.payonce.schemas.RecordHeaders;
import io.payonce.schemas.RefundCommand;
import io.payonce.schemas.alerts.Alert;
import io.payonce.schemas.identifying.CommandIds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Makes sightings of records, knowing commands as the workers know them: by the header, else by the
 * value, else by the record's place.
 *
 * <p>What cannot be read (undecodable, or of a later version) is known by its header, as the
 * workers tell of it. Without one nobody can be told an outcome of it, so it is known by the place
 * where it first stood, and is settled by its dead letter, which names that place. A dead letter of
 * what can be read settles nothing: its outcome must come. Except over which the process died:
 * there the worker reads nothing but the header, and so may have no one to tell.
 *
 * <p>A worker that can read what it puts off writes its id into the header. What waits without one
 * was of a later version to the worker, and perhaps to this auditor before its upgrade: it may be
 * watched under its place. Where it can be read now, its outcome will be told under its own id, so
 * it is watched under that, and under its place no more.
 */
public final class SightingReader {
  private static final byte[] NOTHING = {};
  private static final int LONGEST_PLACE = 300;

  private final TopicIds topicIds;

  /** Kafka's ids of the topics. */
  @FunctionalInterface
  public interface TopicIds {
    /**
     * @throws IllegalStateException if the topic is not known
     */
    UUID of(String topic);
  }

  /** A record, as far as it is looked at. */
  public record Read(
      String topic,
      int partition,
      long offset,
      Instant time,
      Headers headers,
      Optional<byte[]> value) {
    String place() {
      return topic + " " + partition + " " + offset;
    }

    private Optional<String> header(String name) {
      Header header = headers.lastHeader(name);
      return header == null || header.value() == null
          ? Optional.empty()
          : Optional.of(new String(header.value(), UTF_8));
    }

    private byte[] bytes() {
      return value.orElse(NOTHING);
    }
  }

  /** A span of time; where it is empty, its end counts. */
  public record Bounds(Instant from, Instant until) {
    Instant nearest(Instant time) {
      Instant notBefore = time.isBefore(from) ? from : time;
      return notBefore.isAfter(until) ? until : notBefore;
    }
  }

  private record Named(UUID id, Alert.Subject subject) {}

  public SightingReader(TopicIds topicIds) {
    this.topicIds = requireNonNull(topicIds, "topicIds is null");
  }

  /**
   * What a record says; empty for what says nothing of a command's being settled or not. Two of
   * what could not be read where it stood first.
   *
   * @param written when the record can have been written: clocks of producers may be wrong
   */
  public List<Sighting.Of> read(Source source, Read record, Bounds written) {
    return switch (source) {
      case Source.Commands commands -> List.of(seen(commands, record, written));
      case Source.Waiting waiting -> waiting(waiting, record, written);
      case Source.Letters letters -> letter(letters, record).stream().toList();
      case Source.Outcomes _ -> outcome(record).stream().toList();
    };
  }

  /** Whether there is a command in a sighting that names none. */
  public static boolean isUnreadable(Sighting sighting) {
    return sighting instanceof Sighting.Seen seen && seen.subject().idempotencyKey().isEmpty();
  }

  private Sighting.Of seen(Source.Commands in, Read record, Bounds written) {
    Named named = named(in, in.kind(), record);
    return new Sighting.Of(
        named.id(), new Sighting.Seen(named.subject(), written.nearest(record.time()), false));
  }

  private List<Sighting.Of> waiting(Source.Waiting in, Read record, Bounds written) {
    Named named = named(in, in.kind(), record);
    Instant due = written.nearest(record.time()).plus(in.tier().delay());
    Sighting.Of seen = new Sighting.Of(named.id(), new Sighting.Seen(named.subject(), due, true));
    boolean isRead = !named.subject().idempotencyKey().isEmpty();
    return isRead && headerId(record).isEmpty() && record.header(RecordHeaders.ORIGIN).isPresent()
        ? List.of(seen, new Sighting.Of(idOfPlace(in, record), new Sighting.Renamed()))
        : List.of(seen);
  }

  private Optional<Sighting.Of> letter(Source.Letters in, Read record) {
    Named named = named(in, in.kind(), record);
    boolean nobodyIsTold = named.subject().commandId().isEmpty();
    boolean ofKiller =
        record
            .header(RecordHeaders.DEAD_LETTER_REASON)
            .filter(Disposition.GiveUp::isOfKiller)
            .isPresent();
    return nobodyIsTold || ofKiller
        ? Optional.of(settled(named.id(), Outcome.DEAD_LETTERED, record))
        : Optional.empty();
  }

  private static Optional<Sighting.Of> outcome(Read record) {
    return OutcomeReader.read(record.bytes())
            instanceof Decoding.Decoded<OutcomeMessage>(OutcomeMessage message)
        ? Optional.of(settled(message.commandId(), message.outcome(), record))
        : Optional.empty();
  }

  private static Sighting.Of settled(UUID id, Outcome outcome, Read record) {
    return new Sighting.Of(id, new Sighting.Settled(outcome, record.time()));
  }

  private Named named(Source source, CommandKind kind, Read record) {
    Optional<UUID> headerId = headerId(record);
    Decoding<Command> decoding =
        CommandReader.read(kind, record.bytes(), headerId, () -> derivedId(record));
    if (decoding instanceof Decoding.Decoded<Command>(Command command)) {
      return new Named(
          command.commandId(),
          subject(
              Optional.of(command.commandId()),
              kind,
              method(command),
              command.key().value(),
              record));
    }
    return new Named(
        headerId.orElseGet(() -> idOfPlace(source, record)),
        subject(headerId, kind, Alert.NO_METHOD, "", record));
  }

  private static Optional<UUID> headerId(Read record) {
    return record.header(RecordHeaders.COMMAND_ID).flatMap(CommandIds::ofText);
  }

  private static UUID idOfPlace(Source source, Read record) {
    return UUID.nameUUIDFromBytes(firstPlace(source, record).getBytes(UTF_8));
  }

  private static Alert.Subject subject(
      Optional<UUID> id, CommandKind kind, String method, String key, Read record) {
    return new Alert.Subject(id, kind, method, key, record.place(), record.time());
  }

  private static String method(Command command) {
    return switch (command) {
      case CreateCommand create -> create.method().name();
      case CallbackCommand callback -> callback.method().name();
      case RefundCommand _ -> Alert.NO_METHOD;
    };
  }

  private UUID derivedId(Read record) {
    return CommandIds.ofPlace(
        topicIds.of(record.topic()),
        record.partition(),
        record.offset(),
        record.time().toEpochMilli());
  }

  /** Where a record first stood; what waited says so itself, and its dead letter keeps that. */
  private static String firstPlace(Source source, Read record) {
    Optional<String> origin = record.header(RecordHeaders.ORIGIN);
    Optional<String> first =
        switch (source) {
          case Source.Letters _ -> origin.or(() -> record.header(RecordHeaders.DEAD_LETTER_SOURCE));
          case Source.Commands _, Source.Waiting _, Source.Outcomes _ -> origin;
        };
    return first.filter(place -> place.length() <= LONGEST_PLACE).orElseGet(record::place);
  }
}
