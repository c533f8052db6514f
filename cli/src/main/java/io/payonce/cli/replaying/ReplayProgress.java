package io.payonce.cli.replaying;

/** Shows how far each partition has come, how fast, and how long it will take. */
public interface ReplayProgress extends AutoCloseable {

  /** A topic begins, or goes on. */
  void begin(ReplayState.Stage stage);

  /** A part has come further. */
  void at(ReplayState.Stage stage);

  @Override
  void close();
}
