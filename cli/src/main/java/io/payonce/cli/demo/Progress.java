package io.payonce.cli.demo;

/** Shows how far the demo has come. */
public interface Progress {

  /** Begins a step; closing it ends it. */
  Step begin(String name, int total);

  /** One step of the demo. Safe for many threads. */
  interface Step extends AutoCloseable {
    /** One more is done. */
    void advance();

    @Override
    void close();
  }
}
