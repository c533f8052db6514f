package io.payonce.auditor.sightings;

import static java.util.Objects.requireNonNull;

import io.payonce.auditor.measuring.AuditMetrics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Makes sightings of the records of all topics. Remembers nothing.
 *
 * <p>A command counts from its record's own time, but not from before {@code readThrough}: what was
 * written by then has been read, so this was written later, whatever the producer's clock said. And
 * not from after now, or it would never be overdue.
 */
public final class SightingProcessor extends ContextualProcessor<byte[], byte[], UUID, Sighting> {
  private final Map<String, Source> sources;
  private final SightingReader reader;
  private final Supplier<Instant> readThrough;
  private final AuditMetrics metrics;

  /**
   * @param readThrough a moment; all that was written before it was read
   */
  public SightingProcessor(
      Map<String, Source> sources,
      SightingReader reader,
      Supplier<Instant> readThrough,
      AuditMetrics metrics) {
    this.sources = Map.copyOf(sources);
    this.reader = requireNonNull(reader, "reader is null");
    this.readThrough = requireNonNull(readThrough, "readThrough is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata place =
        context().recordMetadata().orElseThrow(() -> new IllegalStateException("no record"));
    Source source = requireNonNull(sources.get(place.topic()), place.topic());
    Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
    Instant time = Instant.ofEpochMilli(record.timestamp());
    SightingReader.Read read =
        new SightingReader.Read(
            place.topic(),
            place.partition(),
            place.offset(),
            time,
            record.headers(),
            Optional.ofNullable(record.value()));
    reader
        .read(source, read, new SightingReader.Bounds(readThrough.get(), now))
        .forEach(of -> passOn(source, of));
  }

  private void passOn(Source source, Sighting.Of of) {
    if (source instanceof Source.Commands(var kind) && SightingReader.isUnreadable(of.sighting())) {
      metrics.sawUnreadable(kind);
    }
    long now = context().currentSystemTimeMs();
    context().forward(new Record<>(of.id(), of.sighting(), now));
  }
}
