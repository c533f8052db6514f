package io.payonce.auditor.running;

import static java.util.Objects.requireNonNull;

import io.payonce.auditor.measuring.AuditMetrics;
import io.payonce.auditor.sightings.Sighting;
import io.payonce.auditor.sightings.SightingForm;
import io.payonce.auditor.sightings.SightingProcessor;
import io.payonce.auditor.sightings.SightingReader;
import io.payonce.auditor.sightings.Source;
import io.payonce.auditor.storms.StormProcessor;
import io.payonce.auditor.storms.StormSettings;
import io.payonce.auditor.watching.Emission;
import io.payonce.auditor.watching.Tally;
import io.payonce.auditor.watching.WatchProcessor;
import io.payonce.auditor.watching.WatchSettings;
import io.payonce.schemas.Topics;
import io.payonce.schemas.alerts.Alert;
import io.payonce.schemas.alerts.AlertWriter;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The way of a record: topics → sightings, brought together by command → watched, and alarmed →
 * tallies, brought together by kind and method → storms.
 */
public final class AuditTopology {
  private static final String SIGHTINGS = "sightings";
  private static final String TALLIES = "tallies-of-all";

  private final Topics topics;
  private final WatchSettings watching;
  private final StormSettings storms;
  private final AuditMetrics metrics;

  public AuditTopology(
      Topics topics, WatchSettings watching, StormSettings storms, AuditMetrics metrics) {
    this.topics = requireNonNull(topics, "topics is null");
    this.watching = requireNonNull(watching, "watching is null");
    this.storms = requireNonNull(storms, "storms is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /** The topic that lies between the two parts of the work. */
  public static String sightingsTopic(String applicationId) {
    return applicationId + "-" + SIGHTINGS + "-repartition";
  }

  /**
   * @param readThrough a moment; all that was written before it is worked into the stores
   */
  public Topology build(SightingReader.TopicIds topicIds, Supplier<Instant> readThrough) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Emission> emissions =
        sightings(builder, topicIds, readThrough)
            .repartition(
                Repartitioned.<UUID, Sighting>as(SIGHTINGS)
                    .withKeySerde(Serdes.UUID())
                    .withValueSerde(SightingForm.serde()))
            .process(WatchProcessor.supplier(watching, readThrough, metrics));
    publish(
        emissions
            .filter((_, each) -> each instanceof Emission.Raised)
            .mapValues(each -> ((Emission.Raised) each).alert()));
    publish(
        emissions
            .filter((_, each) -> each instanceof Emission.Counted)
            .mapValues(each -> ((Emission.Counted) each).tally())
            .repartition(
                Repartitioned.<String, Tally>as(TALLIES)
                    .withKeySerde(Serdes.String())
                    .withValueSerde(Tally.serde())
                    .withNumberOfPartitions(1))
            .process(StormProcessor.supplier(storms, metrics)));
    return builder.build();
  }

  private KStream<UUID, Sighting> sightings(
      StreamsBuilder builder, SightingReader.TopicIds topicIds, Supplier<Instant> readThrough) {
    Map<String, Source> sources = Source.all(topics);
    SightingReader reader = new SightingReader(topicIds);
    // Streams looks at the time to choose what it reads first, and refuses one before 1970.
    Consumed<byte[], byte[]> consumed =
        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
            .withTimestampExtractor((record, _) -> Math.max(0, record.timestamp()));
    return builder.stream(sources.keySet(), consumed)
        .process(() -> new SightingProcessor(sources, reader, readThrough, metrics));
  }

  private void publish(KStream<String, Alert> alerts) {
    Serde<byte[]> bytes = Serdes.ByteArray();
    alerts.mapValues(AlertWriter::write).to(topics.alerts(), Produced.with(Serdes.String(), bytes));
  }
}
