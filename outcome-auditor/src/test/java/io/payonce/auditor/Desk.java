package io.payonce.auditor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.payonce.auditor.measuring.AuditMetrics;
import io.payonce.auditor.running.AuditTopology;
import io.payonce.auditor.storms.StormSettings;
import io.payonce.auditor.watching.WatchSettings;
import io.payonce.payments.Outcome;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.Decoding;
import io.payonce.schemas.RetryTier;
import io.payonce.schemas.Topics;
import io.payonce.schemas.alerts.Alert;
import io.payonce.schemas.alerts.AlertReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology of the auditor under a clock of its own. A command is due a minute after it is
 * written; storms are ten of an outcome, and half of all. Each input topic has one partition.
 */
final class Desk implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  static final Duration DUE = Duration.ofMinutes(1);
  static final UUID TOPIC_ID = new UUID(7, 7);
  static final int OPEN_AT_MOST = 100;

  private static final StormSettings.Limit TEN_AND_HALF = new StormSettings.Limit(10, 50);

  private final Topics topics = new Topics("");
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private final TestOutputTopic<byte[], byte[]> output;
  private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
  private final List<Alert> alerts = new ArrayList<>();
  private Instant now = START;
  private Instant readThrough = Instant.EPOCH;

  Desk() {
    AuditMetrics metrics = new AuditMetrics(registry, Clock.fixed(START, ZoneOffset.UTC));
    AuditTopology topology =
        new AuditTopology(
            topics,
            new WatchSettings(DUE, OPEN_AT_MOST, Duration.ofMinutes(1)),
            new StormSettings(Duration.ofMinutes(1), TEN_AND_HALF, TEN_AND_HALF),
            metrics);
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "desk");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    config.put("processing.exception.handler.global.enabled", true);
    driver =
        new TopologyTestDriver(topology.build(_ -> TOPIC_ID, () -> readThrough), config, START);
    output =
        driver.createOutputTopic(
            topics.alerts(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  Topics topics() {
    return topics;
  }

  Instant now() {
    return now;
  }

  /** Time goes on, and all that was written before is read. */
  Desk after(Duration time) {
    pass(time);
    readThrough = now;
    look();
    return this;
  }

  /** Time goes on, and the reading falls behind. */
  Desk afterUnread(Duration time) {
    pass(time);
    return this;
  }

  private void pass(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  private void look() {
    pass(Duration.ofSeconds(1));
  }

  Desk sees(Command command) {
    return write(
        topics.commands(command.kind()), now, Messages.bytes(command), new RecordHeaders());
  }

  Desk seesWaiting(Command command, RetryTier tier) {
    return write(
        topics.retry(command.kind(), tier), now, Messages.bytes(command), new RecordHeaders());
  }

  Desk seesOutcome(Command command, Outcome outcome) {
    return write(topics.outcomes(), now, Messages.outcome(command, outcome), new RecordHeaders());
  }

  Desk write(String topic, Instant time, byte[] value, Headers headers) {
    inputs
        .computeIfAbsent(
            topic,
            name ->
                driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer()))
        .pipeInput(new TestRecord<>("any key".getBytes(UTF_8), value, headers, time));
    return this;
  }

  static Headers headers(String... namesAndValues) {
    Headers headers = new RecordHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1].getBytes(UTF_8));
    }
    return headers;
  }

  /** All alerts so far. */
  List<Alert> alerts() {
    for (TestRecord<byte[], byte[]> record : output.readRecordsToList()) {
      if (!(AlertReader.read(record.value()) instanceof Decoding.Decoded<Alert>(Alert alert))) {
        throw new AssertionError("an alert that cannot be read");
      }
      if (!alert.key().equals(new String(record.key(), UTF_8))) {
        throw new AssertionError("an alert under another key");
      }
      alerts.add(alert);
    }
    return alerts;
  }

  <A extends Alert> List<A> alerts(Class<A> type) {
    return alerts().stream().filter(type::isInstance).map(type::cast).toList();
  }

  double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  double counted(CommandKind kind, String method, Outcome outcome) {
    return registry
        .get("payonce.audit.outcomes")
        .tags(
            "kind", kind.label(),
            "method", method,
            "outcome", outcome.name().toLowerCase(Locale.ROOT))
        .counter()
        .count();
  }

  double counter(String name) {
    return registry.get(name).counters().stream().mapToDouble(each -> each.count()).sum();
  }

  /** How many commands are remembered, settled or not. */
  long remembered() {
    long entries = 0;
    try (var all = driver.getKeyValueStore("watched").all()) {
      while (all.hasNext()) {
        all.next();
        entries++;
      }
    }
    return entries;
  }

  @Override
  public void close() {
    driver.close();
  }
}
