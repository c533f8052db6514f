package io.payonce.cli.replaying;

import static java.util.Objects.requireNonNull;

import io.payonce.consumer.Batch;
import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.replaying.PartitionRange;
import io.payonce.consumer.replaying.Replayed;
import io.payonce.consumer.replaying.ReplayedAs;
import io.payonce.payments.OrderId;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.CommandKind;
import io.payonce.store.ReplayTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far a replay has come: a value, which is written to the disk after each batch and read when
 * the replay is resumed.
 *
 * @param replay its id
 * @param order the order that it is about, or nothing
 * @param method the gateway that it is about, or nothing
 * @param finished whether all of it is done
 * @param millis how long it has run
 * @param stages one a topic, in the order in which they are replayed
 * @param left the first records that are left to a person
 * @param changes the first records that were changed
 */
public record ReplayState(
    int version,
    UUID replay,
    String order,
    String method,
    boolean finished,
    long millis,
    List<Stage> stages,
    List<String> left,
    List<String> changes) {
  static final int VERSION = 1;
  static final int LISTED = 20;

  public ReplayState {
    requireNonNull(replay, "replay is null");
    requireNonNull(order, "order is null");
    requireNonNull(method, "method is null");
    stages = List.copyOf(stages);
    left = List.copyOf(left);
    changes = List.copyOf(changes);
    if (version != VERSION) {
      throw new IllegalArgumentException("it is of version " + version + ", not " + VERSION);
    }
  }

  /** The part of a replay that goes through one topic. */
  public record Stage(CommandKind kind, List<Part> parts, ReplayCounts counts) {
    public Stage {
      requireNonNull(kind, "kind is null");
      requireNonNull(counts, "counts is null");
      parts = List.copyOf(parts);
    }

    public String topic() {
      return parts.getFirst().topic();
    }

    /** What is not done yet. */
    public List<PartitionRange> left() {
      return parts.stream().map(Part::left).filter(range -> range.offsets() > 0).toList();
    }

    public long offsets() {
      return parts.stream().mapToLong(part -> part.end() - part.start()).sum();
    }

    private Stage done(Batch batch, List<Replayed> results, int published) {
      Map<Integer, Long> positions =
          batch.spans().stream()
              .collect(
                  Collectors.toMap(span -> span.partition().partition(), PartitionSpan::after));
      return new Stage(
          kind,
          parts.stream()
              .map(part -> part.at(positions.getOrDefault(part.partition(), part.next())))
              .toList(),
          counts.plus(results, published));
    }
  }

  /**
   * A range of a partition.
   *
   * @param next everything of it below this offset is done
   */
  public record Part(String topic, UUID topicId, int partition, long start, long end, long next) {
    public Part {
      requireNonNull(topic, "topic is null");
      requireNonNull(topicId, "topicId is null");
      if (start < 0 || next < start || end < next) {
        throw new IllegalArgumentException("an offset is out of its range");
      }
    }

    static Part of(PartitionRange range) {
      PartitionRef partition = range.partition();
      return new Part(
          partition.topic(),
          partition.topicId(),
          partition.partition(),
          range.start(),
          range.end(),
          range.start());
    }

    PartitionRange left() {
      return new PartitionRange(new PartitionRef(topic, topicId, partition), next, end);
    }

    private Part at(long position) {
      return new Part(topic, topicId, partition, start, end, position);
    }
  }

  static ReplayState begin(UUID replay, ReplayRequest request, List<Stage> stages) {
    return new ReplayState(
        VERSION,
        replay,
        request.order().map(OrderId::value).orElse(""),
        request.method().map(PaymentMethod::name).orElse(""),
        false,
        0,
        stages,
        List.of(),
        List.of());
  }

  ReplayTerms terms(ReplayTerms.Keeping keeping) {
    return new ReplayTerms(
        replay,
        keeping,
        Optional.of(order).filter(id -> !id.isEmpty()).map(OrderId::new),
        Optional.of(method).filter(name -> !name.isEmpty()).map(PaymentMethod::valueOf));
  }

  /** At the most so many records are left to read. */
  public long offsetsLeft() {
    return stages.stream()
        .flatMap(stage -> stage.left().stream())
        .mapToLong(PartitionRange::offsets)
        .sum();
  }

  public ReplayCounts counts() {
    return stages.stream().map(Stage::counts).reduce(ReplayCounts.NONE, ReplayCounts::plus);
  }

  /** After one more batch of a stage. */
  ReplayState done(
      CommandKind kind, Batch batch, List<Replayed> results, int published, Duration took) {
    List<Stage> next = new ArrayList<>();
    for (Stage stage : stages) {
      next.add(stage.kind() == kind ? stage.done(batch, results, published) : stage);
    }
    return new ReplayState(
        version,
        replay,
        order,
        method,
        finished,
        millis + took.toMillis(),
        next,
        listed(left, results.stream().filter(ReplayState::isLeft)),
        listed(changes, results.stream().filter(Replayed::changed)));
  }

  ReplayState finish() {
    return new ReplayState(version, replay, order, method, true, millis, stages, left, changes);
  }

  private static boolean isLeft(Replayed replayed) {
    return replayed.as() == ReplayedAs.WAITING || replayed.as() == ReplayedAs.UNREADABLE;
  }

  private static List<String> listed(List<String> before, Stream<Replayed> more) {
    return Stream.concat(before.stream(), more.map(Replayed::toString)).limit(LISTED).toList();
  }
}
