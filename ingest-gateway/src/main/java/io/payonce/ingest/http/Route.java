package io.payonce.ingest.http;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Which calls an endpoint answers.
 *
 * @param methods in the order in which a caller is told of them
 * @param path exact; where it ends in a slash, one more segment must follow
 */
public record Route(List<String> methods, String path, Endpoint endpoint) {
  public Route {
    methods = List.copyOf(methods);
    requireNonNull(path, "path is null");
    requireNonNull(endpoint, "endpoint is null");
  }

  /** What follows the path, if the route is meant; empty text for an exact path. */
  Optional<String> match(String requested) {
    if (!path.endsWith("/")) {
      return requested.equals(path) ? Optional.of("") : Optional.empty();
    }
    if (!requested.startsWith(path) || requested.length() == path.length()) {
      return Optional.empty();
    }
    String end = requested.substring(path.length());
    return end.indexOf('/') < 0 ? Optional.of(end) : Optional.empty();
  }
}
