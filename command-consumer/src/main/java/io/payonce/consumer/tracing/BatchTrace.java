package io.payonce.consumer.tracing;

/** A batch that is being traced, or not. Belongs to the worker's thread. */
public interface BatchTrace extends AutoCloseable {
  /** Of a process that has no tracing. */
  BatchTrace NONE =
      new BatchTrace() {
        @Override
        public void committed() {}

        @Override
        public void failed(RuntimeException why) {}

        @Override
        public void close() {}
      };

  /** Its effects are committed: each record's own trace is told so. */
  void committed();

  void failed(RuntimeException why);

  /** Ends its span. */
  @Override
  void close();
}
