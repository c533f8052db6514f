package io.payonce.benchmarks.ingress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Calls a server for a while, over connections that are kept open, each of which sends the next
 * callback as soon as the last one is answered. One thread does it all, as it shares the processors
 * with the server.
 */
final class Load {
  private static final int DIGITS = 3;
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

  private final LoadOrder order;
  private final byte[][] requests;
  private final Histogram micros = new Histogram(LONGEST.toNanos() / 1_000, DIGITS);
  private final List<Long> refused = new ArrayList<>();

  private int sent;
  private int answered;
  private long stopAt;

  private Load(LoadOrder order, byte[][] requests) {
    this.order = order;
    this.requests = requests;
  }

  /**
   * Signs the callbacks, then sends them; the clock runs from the first one to the last answer.
   *
   * @throws IOException if a connection breaks or an answer does not come
   */
  static LoadRound run(LoadOrder order) throws IOException {
    byte[][] requests = new byte[order.most()][];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = SignedCall.request(order.first() + i);
    }
    return new Load(order, requests).run();
  }

  private LoadRound run() throws IOException {
    InetSocketAddress server =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), order.port());
    List<Caller> callers = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < order.connections(); i++) {
        callers.add(Caller.connect(server, selector));
      }
      return call(selector, callers);
    } finally {
      for (Caller caller : callers) {
        caller.close();
      }
    }
  }

  private LoadRound call(Selector selector, List<Caller> callers) throws IOException {
    Duration cpuBefore = cpu();
    long begun = System.nanoTime();
    stopAt = begun + order.time().toNanos();
    for (Caller caller : callers) {
      beginNext(caller);
    }
    while (answered < sent) {
      if (selector.select(this::ready, ANSWERED_WITHIN.toMillis()) == 0) {
        throw new IOException("no answer within " + ANSWERED_WITHIN.toSeconds() + " seconds");
      }
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
    return new LoadRound(sent, refused, elapsed, cpu().minus(cpuBefore), micros);
  }

  private void ready(SelectionKey key) {
    Caller caller = (Caller) key.attachment();
    try {
      if (caller.isAnswered()) {
        note(caller);
        beginNext(caller);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(Caller caller) {
    answered++;
    if (caller.isAccepted()) {
      micros.recordValue(Math.min(caller.nanos() / 1_000, micros.getHighestTrackableValue()));
    } else {
      refused.add(caller.number());
    }
  }

  private void beginNext(Caller caller) throws IOException {
    if (sent < requests.length && System.nanoTime() < stopAt) {
      int next = sent;
      sent++;
      caller.begin(order.first() + next, requests[next]);
    }
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }
}
