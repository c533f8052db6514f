package io.payonce.system;

import java.util.function.Supplier;

/** A process that is started again whenever it has died, as an orchestrator does. */
final class MortalProcess implements AutoCloseable {
  private final Supplier<ProcessorProcess> starting;
  private ProcessorProcess process;
  private int deaths;

  MortalProcess(Supplier<ProcessorProcess> starting) {
    this.starting = starting;
    this.process = starting.get();
  }

  /** Starts it again if it has died. */
  void revive() {
    if (!process.isAlive()) {
      deaths++;
      process = starting.get();
    }
  }

  int deaths() {
    return deaths;
  }

  /** SIGTERM: it ends in order. */
  @Override
  public void close() {
    process.stop();
  }
}
