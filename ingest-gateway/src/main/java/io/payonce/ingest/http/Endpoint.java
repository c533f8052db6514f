package io.payonce.ingest.http;

/** Answers calls, many at a time, each on a virtual thread that may block. */
@FunctionalInterface
public interface Endpoint {
  /**
   * @throws RequestRefused with what the caller is told
   */
  Answer answer(HttpCall call);
}
