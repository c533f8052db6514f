package io.payonce.system;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The spans of this process, which has tracing as long as this is open. */
final class SeenSpans implements SpanExporter {
  private final List<SpanData> spans = new CopyOnWriteArrayList<>();
  private final OpenTelemetrySdk sdk;

  /** To be opened before the services start: they look once whether there is tracing. */
  SeenSpans() {
    GlobalOpenTelemetry.resetForTest();
    sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(this))
                    .build())
            .buildAndRegisterGlobal();
  }

  /** Every span, in words. */
  List<String> all() {
    return spans.stream().map(SpanData::toString).toList();
  }

  List<SpanData> ofTrace(String traceId) {
    return spans.stream().filter(span -> span.getTraceId().equals(traceId)).toList();
  }

  /** The one of that name in a trace; the name may begin with a namespace. */
  SpanData only(String traceId, String nameEnd) {
    List<SpanData> found =
        ofTrace(traceId).stream().filter(span -> span.getName().endsWith(nameEnd)).toList();
    if (found.size() != 1) {
      throw new AssertionError(nameEnd + " in " + ofTrace(traceId));
    }
    return found.getFirst();
  }

  /** Whose link leads to the span. */
  List<SpanData> linkedTo(SpanData span) {
    return spans.stream()
        .filter(
            each ->
                each.getLinks().stream()
                    .anyMatch(link -> link.getSpanContext().getSpanId().equals(span.getSpanId())))
        .toList();
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> ended) {
    spans.addAll(ended);
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public void close() {
    sdk.close();
    GlobalOpenTelemetry.resetForTest();
  }
}
