package io.payonce.ingest.http;

import io.payonce.ingest.tracing.RequestTraces;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Hands each request to its endpoint, and its failure to the {@link ErrorPage}. Paths are compared
 * as they were sent, with nothing decoded: ours need no escapes. Of the routes that a path matches,
 * the first that takes the method is meant: an order may be named as another route's path ends.
 */
final class Router extends Handler.Abstract {
  private final RequestTraces traces = RequestTraces.ofProcess();
  private final HttpSettings settings;
  private final List<Route> routes;

  Router(HttpSettings settings, List<Route> routes) {
    this.settings = settings;
    this.routes = List.copyOf(routes);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Answer answer;
    try {
      answer = route(request);
    } catch (RuntimeException failure) {
      // Whatever it was, the caller gets an error of the one shape, and the page logs what is ours.
      answer = ErrorPage.answerTo(failure);
    }
    if (!request.consumeAvailable()) {
      // What is not read of the request ends the connection: the caller is told, so as not to send
      // the next one into it.
      answer = answer.with(HttpHeader.CONNECTION.asString(), "close");
    }
    answer.write(response, callback);
    return true;
  }

  private Answer route(Request request) {
    String path = request.getHttpURI().getPath();
    String method = request.getMethod();
    Set<String> allowed = new LinkedHashSet<>();
    for (Route route : routes) {
      Optional<String> end = route.match(path);
      if (end.isPresent() && route.methods().contains(method)) {
        return answer(route, new HttpCall(request, settings, end.get()), method);
      }
      if (end.isPresent()) {
        allowed.addAll(route.methods());
      }
    }
    throw allowed.isEmpty()
        ? new RequestRefused(404, "There is nothing here.")
        : new RequestRefused(
            405,
            "Only " + String.join(" and ", allowed) + " is allowed here.",
            Map.of(HttpHeader.ALLOW.asString(), String.join(", ", allowed)));
  }

  /** A failure is turned into its answer here already, so that the span knows the status. */
  private Answer answer(Route route, HttpCall call, String method) {
    return traces.answering(
        method + " " + route.path(),
        call::header,
        () -> {
          try {
            return route.endpoint().answer(call);
          } catch (RuntimeException failure) {
            // As in handle: the caller gets an error of the one shape, and the page logs it.
            return ErrorPage.answerTo(failure);
          }
        },
        Answer::status);
  }
}
