package io.payonce.cli;

import java.time.Duration;

/** Makes a signal close what runs, and end the process with exit code 0. */
final class EndOnSignal {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private EndOnSignal() {}

  /**
   * From now on, SIGINT and SIGTERM close it first. The JVM would report the signal in its exit
   * code; to stop what is meant to be stopped is no failure, so the process is halted with 0.
   */
  static void close(AutoCloseable running) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running), "payonce-end"));
  }

  private static void end(AutoCloseable running) {
    Thread closing =
        Thread.ofPlatform().daemon().name("payonce-closing").start(() -> closeOrTell(running));
    try {
      boolean closed = closing.join(STOP_LIMIT);
      Runtime.getRuntime().halt(closed ? 0 : 1);
    } catch (InterruptedException _) {
      Runtime.getRuntime().halt(1);
    }
  }

  private static void closeOrTell(AutoCloseable running) {
    try {
      running.close();
    } catch (Exception failure) {
      // The process ends: there is nobody left to throw to.
      System.err.println("payonce: it stopped, not all of it in order: " + failure.getMessage());
    }
  }
}
