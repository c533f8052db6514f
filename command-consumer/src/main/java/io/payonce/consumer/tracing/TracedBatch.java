package io.payonce.consumer.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The span of a batch, with links to its records' traces. When the batch is committed, each of
 * those gets a span of its own for the time that its record was in the batch, with a link back: so
 * a trace runs from its request to its commit, and a batch shows whose commands it held.
 */
final class TracedBatch implements BatchTrace {
  private final Tracer tracer;
  private final Span span;
  private final Scope scope;
  private final Instant began;
  private final List<Traced> records;

  private record Traced(String topic, long offset, Context parent) {}

  @SuppressWarnings("MustBeClosedChecker") // Closed by close(), where the batch ends.
  private TracedBatch(Tracer tracer, Span span, Instant began, List<Traced> records) {
    this.tracer = tracer;
    this.span = span;
    this.scope = span.makeCurrent();
    this.began = began;
    this.records = records;
  }

  static TracedBatch begin(Tracer tracer, String name, List<ConsumerRecord<byte[], byte[]>> batch) {
    List<Traced> records = new ArrayList<>();
    Instant began = InstantSource.system().instant();
    SpanBuilder builder =
        tracer
            .spanBuilder(name)
            .setNoParent()
            .setSpanKind(SpanKind.CONSUMER)
            .setStartTimestamp(began)
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.batch.message_count", batch.size());
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      Context parent = Traces.parentOf(record.headers());
      SpanContext context = Span.fromContext(parent).getSpanContext();
      if (context.isValid()) {
        builder.addLink(context);
        records.add(new Traced(record.topic(), record.offset(), parent));
      }
    }
    return new TracedBatch(tracer, builder.startSpan(), began, records);
  }

  @Override
  public void committed() {
    for (Traced record : records) {
      tracer
          .spanBuilder(record.topic() + " commit")
          .setParent(record.parent())
          .setSpanKind(SpanKind.CONSUMER)
          .setStartTimestamp(began)
          .addLink(span.getSpanContext())
          .setAttribute("messaging.kafka.offset", record.offset())
          .startSpan()
          .end();
    }
  }

  @Override
  public void failed(RuntimeException why) {
    span.setStatus(StatusCode.ERROR, why.getClass().getSimpleName());
  }

  @Override
  public void close() {
    scope.close();
    span.end();
  }
}
