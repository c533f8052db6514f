package io.payonce.auditor.running;

import static java.util.Objects.requireNonNull;

import io.payonce.auditor.reading.EmptyTails;
import io.payonce.auditor.reading.FirstStart;
import io.payonce.auditor.reading.GroupPositions;
import io.payonce.auditor.reading.ReadThrough;
import io.payonce.auditor.sightings.Source;
import io.payonce.runtime.Health;
import io.payonce.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the stream until it is stopped, and starts it again after whatever ends it: Kafka away,
 * topics that are not there yet, an error. Meanwhile it finds out how far the topics are read.
 *
 * <p>One thread runs; {@code stop}, {@code health} and {@code readThrough} are for any.
 */
public final class AuditStream implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditStream.class);
  private static final Duration BETWEEN_STEPS = Duration.ofMillis(500);
  private static final Duration BEFORE_A_NEW_START = Duration.ofSeconds(3);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  /** Beyond this it is said that overdue commands may not be seen. */
  private static final Duration BEHIND = Duration.ofMinutes(1);

  private final StreamSettings settings;
  private final Topics topics;
  private final AuditTopology topology;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Instant readThrough = Instant.EPOCH;
  private volatile Health health = Health.down("not started yet");

  public AuditStream(StreamSettings settings, Topics topics, AuditTopology topology, Clock clock) {
    this.settings = requireNonNull(settings, "settings is null");
    this.topics = requireNonNull(topics, "topics is null");
    this.topology = requireNonNull(topology, "topology is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** A moment; all that was written before it was worked into the stores. */
  public Supplier<Instant> readThrough() {
    return () -> readThrough;
  }

  public Health health() {
    return health;
  }

  /** Makes {@link #run} return soon. */
  public void stop() {
    stopped.countDown();
  }

  @Override
  public void run() {
    do {
      try (Admin admin = Admin.create(client());
          EmptyTails tails = new EmptyTails(tailConsumer())) {
        runOnce(admin, tails);
      } catch (KafkaException e) {
        // Nothing is lost by it: what was not committed is read again.
        LOG.warn("the auditor does not read, and tries again: {}", e.getMessage());
        LOG.debug("the reason", e);
        health = Health.down("Kafka does not answer, or topics are missing");
      }
    } while (!isStoppedWithin(BEFORE_A_NEW_START));
  }

  private void runOnce(Admin admin, EmptyTails tails) {
    Map<String, Source> sources = Source.all(topics);
    GroupPositions positions =
        new GroupPositions(
            admin,
            settings.applicationId(),
            sources.keySet(),
            List.of(AuditTopology.sightingsTopic(settings.applicationId())),
            tails);
    List<String> commands =
        sources.entrySet().stream()
            .filter(each -> each.getValue() instanceof Source.Commands)
            .map(Map.Entry::getKey)
            .toList();
    new FirstStart(positions, commands).setPlaces();
    KafkaStreams streams =
        new KafkaStreams(topology.build(positions.topicIds(), readThrough()), settings.toConfig());
    streams.setUncaughtExceptionHandler(
        failure -> {
          LOG.error("the stream failed", failure);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    try {
      streams.start();
      follow(streams, new ReadThrough(positions, clock));
    } finally {
      streams.close(
          CloseOptions.timeout(CLOSE_WITHIN)
              .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
  }

  private void follow(KafkaStreams streams, ReadThrough reading) {
    while (!isStoppedWithin(BETWEEN_STEPS)) {
      KafkaStreams.State state = streams.state();
      if (state.hasCompletedShutdown() || state == KafkaStreams.State.PENDING_ERROR) {
        health = Health.down("the stream failed, and is started again");
        return;
      }
      if (state == KafkaStreams.State.RUNNING) {
        moveOn(reading);
      }
      health = health(state);
    }
  }

  /** Where Kafka does not answer, the moment stands still, and so no alarm is raised. */
  private void moveOn(ReadThrough reading) {
    try {
      reading.moveOn();
      readThrough = later(readThrough, reading.get());
    } catch (KafkaException e) {
      reading.beginAnew();
      LOG.warn("it is not known how far the topics are read: {}", e.getMessage());
    }
  }

  private Health health(KafkaStreams.State state) {
    if (state != KafkaStreams.State.RUNNING) {
      return Health.down("taking partitions");
    }
    return readThrough.plus(BEHIND).isBefore(clock.instant())
        ? Health.degraded("behind: overdue commands may not be seen yet")
        : Health.up();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private boolean isStoppedWithin(Duration wait) {
    try {
      return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private Map<String, Object> client() {
    return Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
  }

  private KafkaConsumer<byte[], byte[]> tailConsumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            1),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
