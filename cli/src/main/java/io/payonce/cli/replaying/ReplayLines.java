package io.payonce.cli.replaying;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Progress as plain lines every few seconds, one a partition: for files and pipes. */
public final class ReplayLines implements ReplayProgress {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final double MILLIS = 1_000;

  private final PrintWriter out;
  private final InstantSource clock;
  private final Map<Integer, Long> firsts = new HashMap<>();
  private Instant began = Instant.EPOCH;
  private Instant told = Instant.EPOCH;

  public ReplayLines(PrintWriter out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void begin(ReplayState.Stage stage) {
    began = clock.instant();
    told = began;
    firsts.clear();
    stage.parts().forEach(part -> firsts.put(part.partition(), part.next()));
  }

  @Override
  public void at(ReplayState.Stage stage) {
    Instant now = clock.instant();
    boolean over = stage.left().isEmpty();
    if (over || Duration.between(told, now).compareTo(EVERY) >= 0) {
      told = now;
      stage.parts().forEach(part -> tell(part, Duration.between(began, now)));
      out.flush();
    }
  }

  private void tell(ReplayState.Part part, Duration since) {
    double seconds = Math.max(1, since.toMillis()) / MILLIS;
    double rate = (part.next() - firsts.getOrDefault(part.partition(), part.start())) / seconds;
    long left = part.end() - part.next();
    out.printf(
        Locale.ROOT,
        "%s-%d %,d of %,d, %,.0f/s, %s%n",
        part.topic(),
        part.partition(),
        part.next() - part.start(),
        part.end() - part.start(),
        rate,
        time(left, rate));
  }

  private static String time(long left, double rate) {
    if (left == 0) {
      return "done";
    }
    return rate < 1 ? "not moving" : "%d s left".formatted((long) Math.ceil(left / rate));
  }

  @Override
  public void close() {
    out.flush();
  }
}
