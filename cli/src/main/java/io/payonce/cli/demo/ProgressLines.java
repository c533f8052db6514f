package io.payonce.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Progress as plain lines, one a step: for files and pipes. */
public final class ProgressLines implements Progress {
  private static final double MILLIS = 1_000;

  private final PrintWriter out;

  public ProgressLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Step begin(String name, int total) {
    return new Line(name, total);
  }

  private final class Line implements Step {
    private final String name;
    private final int total;
    private final AtomicInteger done = new AtomicInteger();
    private final long startNanos = System.nanoTime();

    private Line(String name, int total) {
      this.name = name;
      this.total = total;
    }

    @Override
    public void advance() {
      done.incrementAndGet();
    }

    @Override
    public void close() {
      double seconds = Duration.ofNanos(System.nanoTime() - startNanos).toMillis() / MILLIS;
      out.printf(Locale.ROOT, "%-24s %d of %d, %.1f s%n", name, done.get(), total, seconds);
      out.flush();
    }
  }
}
