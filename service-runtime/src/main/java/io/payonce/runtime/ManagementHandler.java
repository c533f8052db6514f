package io.payonce.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers health and metrics, to GET and HEAD alone; failures are told in one fixed sentence. */
final class ManagementHandler extends Handler.Abstract {
  private static final String JSON = "application/json";
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private static final Answer LIVE = new Answer(200, JSON, "{\"status\":\"live\"}");
  private static final Answer NOT_FOUND = error(404, "There is nothing here.", "Not Found");
  private static final Answer NOT_ALLOWED =
      error(405, "Only GET and HEAD are allowed here.", "Method Not Allowed");
  private static final Answer FAILED =
      error(500, "The request could not be answered.", "Internal Server Error");

  private final ObjectMapper mapper = new ObjectMapper();
  private final Readiness readiness;
  private final ServiceMetrics metrics;

  ManagementHandler(Readiness readiness, ServiceMetrics metrics) {
    this.readiness = readiness;
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws JsonProcessingException {
    boolean isRead = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    Answer answer =
        switch (Request.getPathInContext(request)) {
          case "/health/live" -> isRead ? LIVE : NOT_ALLOWED;
          case "/health/ready" -> isRead ? ready() : NOT_ALLOWED;
          case "/metrics" ->
              isRead ? new Answer(200, PROMETHEUS_TEXT, metrics.scrape()) : NOT_ALLOWED;
          default -> NOT_FOUND;
        };
    answer.write(response, callback);
    return true;
  }

  private Answer ready() throws JsonProcessingException {
    ReadinessReport report = readiness.report();
    String body =
        mapper.writeValueAsString(
            mapper
                .createObjectNode()
                .put("status", report.status())
                .set("checks", mapper.valueToTree(report.checks())));
    return new Answer(report.isReady() ? 200 : 503, JSON, body);
  }

  /** What is told of a request that never got here, or failed here. */
  static Answer failure(int status) {
    return status >= 400 && status < 500
        ? error(status, "The request is not valid.", HttpStatus.getMessage(status))
        : FAILED;
  }

  private static Answer error(int status, String message, String error) {
    return new Answer(
        status,
        JSON,
        "{\"statusCode\":%d,\"message\":\"%s\",\"error\":\"%s\"}"
            .formatted(status, message, error));
  }

  record Answer(int status, String contentType, String body) {
    void write(Response response, Callback callback) {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
      if (status == 405) {
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      }
      response.write(true, ByteBuffer.wrap(body.getBytes(UTF_8)), callback);
    }
  }
}
