package io.payonce.benchmarks.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.benchmarks.rig.JvmProcess;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;

/** A load generator in a JVM of its own, which stays warm from round to round. */
final class LoadGenerator implements AutoCloseable {
  private final JvmProcess process;
  private final BufferedWriter orders;
  private final BufferedReader rounds;

  private LoadGenerator(JvmProcess process) {
    this.process = process;
    orders = process.process().outputWriter(UTF_8);
    rounds = process.process().inputReader(UTF_8);
  }

  static LoadGenerator start() throws IOException {
    return new LoadGenerator(JvmProcess.startToTalk("load", LoadMain.class));
  }

  /**
   * @throws IllegalStateException if it ended, as it does when a connection breaks
   */
  LoadRound run(LoadOrder order) throws IOException {
    orders.write(order.line());
    orders.newLine();
    orders.flush();
    String line = rounds.readLine();
    if (line == null) {
      throw process.ended();
    }
    return LoadRound.parse(line);
  }

  void discardLog() throws IOException {
    process.discardLog();
  }

  @Override
  public void close() {
    process.close();
  }
}
