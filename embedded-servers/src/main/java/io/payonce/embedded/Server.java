package io.payonce.embedded;

/** A server that can be stopped and started again, at the same address. */
public interface Server {
  /** Returns when it answers; does nothing while it runs. */
  void start();

  /** Returns when it has ended; does nothing while it is stopped. */
  void stop();

  /** Whether it was started and has not ended since. */
  boolean isRunning();
}
