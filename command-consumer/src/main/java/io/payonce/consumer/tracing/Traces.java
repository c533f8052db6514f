package io.payonce.consumer.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.payonce.schemas.RecordHeaders;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A worker's part of the traces that begin where commands are taken in. Speaks to whatever
 * OpenTelemetry the process has been given, an agent say; where it has none, each call here ends at
 * one look at a boolean.
 */
public final class Traces {
  private static final String SCOPE = "io.payonce";

  private final Tracer tracer;
  private final boolean on;

  private Traces(Tracer tracer) {
    this.tracer = tracer;
    this.on = tracer.isEnabled();
  }

  /** What this process has. */
  public static Traces ofProcess() {
    return new Traces(GlobalOpenTelemetry.getTracer(SCOPE));
  }

  public boolean areOn() {
    return on;
  }

  /** Begins the trace of a batch, which has links to the traces of all its records. */
  public BatchTrace begin(String name, List<ConsumerRecord<byte[], byte[]>> records) {
    return on && !records.isEmpty() ? TracedBatch.begin(tracer, name, records) : BatchTrace.NONE;
  }

  /** Does it in a span of its own, below the one that this thread is in. */
  public <T> T within(String name, Supplier<T> work) {
    return on ? run(tracer.spanBuilder(name), work) : work.get();
  }

  /** Handles a record in a span of its own, below the one that its headers name. */
  public <T> T handling(ConsumerRecord<byte[], byte[]> record, Supplier<T> work) {
    return on
        ? run(
            tracer
                .spanBuilder(record.topic() + " process")
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(parentOf(record.headers())),
            work)
        : work.get();
  }

  private static <T> T run(SpanBuilder builder, Supplier<T> work) {
    Span span = builder.startSpan();
    try (Scope _ = span.makeCurrent()) {
      return work.get();
    } catch (RuntimeException e) {
      // The span tells of it; what becomes of it is the caller's.
      span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
      throw e;
    } finally {
      span.end();
    }
  }

  /** What a record leads to belongs to its trace. */
  public void carryOn(Headers from, Headers to) {
    if (on) {
      copy(from, to, RecordHeaders.TRACEPARENT);
      copy(from, to, RecordHeaders.TRACESTATE);
    }
  }

  private static void copy(Headers from, Headers to, String name) {
    Header header = from.lastHeader(name);
    if (header != null) {
      to.add(header);
    }
  }

  /** The root where the headers name none, or nothing that can be read. */
  static Context parentOf(Headers headers) {
    return W3CTraceContextPropagator.getInstance()
        .extract(Context.root(), headers, HeaderReader.INSTANCE);
  }

  private enum HeaderReader implements TextMapGetter<Headers> {
    INSTANCE;

    @Override
    public Iterable<String> keys(Headers headers) {
      return List.of(RecordHeaders.TRACEPARENT, RecordHeaders.TRACESTATE);
    }

    @Override
    public @Nullable String get(@Nullable Headers headers, String name) {
      Header header = headers == null ? null : headers.lastHeader(name);
      return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
  }
}
