package io.payonce.cli.stack;

import static java.util.Objects.requireNonNull;

/**
 * An installation that runs, as somebody outside sees it.
 *
 * @param isFresh whether nobody has used it before, so that all it holds is one's own
 */
public record Site(Stack.Places places, Credentials credentials, boolean isFresh) {
  public Site {
    requireNonNull(places, "places is null");
    requireNonNull(credentials, "credentials is null");
  }
}
