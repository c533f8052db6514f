package io.payonce.benchmarks.ingress;

import io.payonce.benchmarks.rig.JvmProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A server under load, and what it was sent. */
final class MeasuredServer {
  /** More than either can take: signed but unsent callbacks cost memory alone. */
  private static final int MOST_A_SECOND = 40_000;

  private final JvmProcess process;
  private final int port;
  private final int connections;
  private final List<Round> measured = new ArrayList<>();
  private final BitSet accepted = new BitSet();
  private int sent;

  MeasuredServer(JvmProcess process, int port, int connections) {
    this.process = process;
    this.port = port;
    this.connections = connections;
  }

  void warmUp(LoadGenerator load, Duration time) throws IOException {
    round(load, time);
  }

  void measure(LoadGenerator load, Duration time) throws IOException {
    measured.add(round(load, time));
  }

  private Round round(LoadGenerator load, Duration time) throws IOException {
    int most = Math.toIntExact(time.toSeconds() * MOST_A_SECOND);
    LoadOrder order = new LoadOrder(port, connections, time, sent, most);
    Duration cpuBefore = process.cpu();
    LoadRound round = load.run(order);
    Duration cpu = process.cpu().minus(cpuBefore);
    accepted.set(sent, sent + round.sent());
    round.refused().forEach(number -> accepted.clear(Math.toIntExact(number)));
    sent += round.sent();
    return new Round(round, cpu);
  }

  /** The numbers of all callbacks that were answered as recorded, the warm-up's too. */
  BitSet accepted() {
    return accepted;
  }

  int sent() {
    return sent;
  }

  ServerFigures figures() {
    return new ServerFigures(measured);
  }
}
