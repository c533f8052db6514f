package io.payonce.ingest.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of each trace: a span for the request, below the caller's where it names one, and a
 * span for the sending of its command, whose context travels in the record's headers. Speaks to
 * whatever OpenTelemetry the process has been given; where it has none, each call here ends at one
 * look at a boolean.
 */
public final class RequestTraces {
  private static final String SCOPE = "io.payonce";
  private static final int SERVER_ERROR = 500;

  private final Tracer tracer;
  private final boolean on;

  private RequestTraces(Tracer tracer) {
    this.tracer = tracer;
    this.on = tracer.isEnabled();
  }

  /** What this process has. */
  public static RequestTraces ofProcess() {
    return new RequestTraces(GlobalOpenTelemetry.getTracer(SCOPE));
  }

  /**
   * Answers a request within a span.
   *
   * @param name of low variety: the method and the route, never what a caller sent
   * @param header the request's header of that name; empty where there is none
   * @param status of the answer
   */
  public <T> T answering(
      String name, UnaryOperator<String> header, Supplier<T> answer, ToIntFunction<T> status) {
    if (!on) {
      return answer.get();
    }
    Context caller =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), header, RequestHeaders.INSTANCE);
    Span span = tracer.spanBuilder(name).setParent(caller).setSpanKind(SpanKind.SERVER).startSpan();
    try (Scope _ = span.makeCurrent()) {
      T answered = answer.get();
      int code = status.applyAsInt(answered);
      span.setAttribute("http.response.status_code", code);
      if (code >= SERVER_ERROR) {
        span.setStatus(StatusCode.ERROR);
      }
      return answered;
    } finally {
      span.end();
    }
  }

  /**
   * Sends a record within a span, whose context is put into the record's headers first.
   *
   * @param send returns whether it worked
   */
  public boolean sending(String topic, Headers headers, BooleanSupplier send) {
    if (!on) {
      return send.getAsBoolean();
    }
    Span span = tracer.spanBuilder(topic + " send").setSpanKind(SpanKind.PRODUCER).startSpan();
    try (Scope _ = span.makeCurrent()) {
      W3CTraceContextPropagator.getInstance()
          .inject(
              Context.current(),
              headers,
              (carrier, name, value) -> {
                if (carrier != null) {
                  carrier.add(name, value.getBytes(UTF_8));
                }
              });
      boolean sent = send.getAsBoolean();
      if (!sent) {
        span.setStatus(StatusCode.ERROR, "not known to be durable");
      }
      return sent;
    } finally {
      span.end();
    }
  }

  private enum RequestHeaders implements TextMapGetter<UnaryOperator<String>> {
    INSTANCE;

    @Override
    public Iterable<String> keys(UnaryOperator<String> headers) {
      return List.of();
    }

    @Override
    public @Nullable String get(@Nullable UnaryOperator<String> headers, String name) {
      String value = headers == null ? "" : headers.apply(name);
      return value.isEmpty() ? null : value;
    }
  }
}
