package io.payonce.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes down what a run measured. */
public final class FiguresReport {
  private static final int MEBIBYTE = 1024 * 1024;

  private FiguresReport() {}

  /** A small table, for people. */
  public static String text(CallbackFigures figures) {
    return rates(figures) + costs(figures.batched()) + growth(figures) + circumstances(figures);
  }

  private static String rates(CallbackFigures figures) {
    double batched = figures.batched().perSecond();
    Latency latency = figures.latency();
    return """

    Callbacks a second
      in batches, through Kafka, Redis and PostgreSQL       %,9.0f
      one at a time, 32 at once, Redis and PostgreSQL       %,9.0f   batches are %.1f times as fast
      set-based SQL alone, no Kafka, no Redis: the limit    %,9.0f   batches reach %.0f %% of it

    Milliseconds from receipt to commit, at 1,000 a second
      half of %,d within %d, 99 of 100 within %d, all within %d
    """
        .formatted(
            batched,
            figures.oneAtATime(),
            batched / figures.oneAtATime(),
            figures.sqlOnly(),
            100 * batched / figures.sqlOnly(),
            latency.count(),
            latency.p50(),
            latency.p99(),
            latency.most());
  }

  private static String costs(Stretch batched) {
    StringBuilder text =
        new StringBuilder("\n%-54s%11s\n".formatted("For a callback in batches", "CPU µs"));
    batched
        .work()
        .microsByProcess()
        .forEach((name, micros) -> text.append("  %-52s%11.1f\n".formatted(name, micros)));
    return text.append("  %-52s%11.1f\n".formatted("together", batched.work().allMicros()))
        .append("\n%-54s%11s\n".formatted("", "bytes"))
        .append(
            "  %-52s%,11d\n".formatted("PostgreSQL's log", batched.each(batched.written().wal())))
        .append("  %-52s%,11d\n".formatted("Redis", batched.each(batched.written().redis())))
        .append(
            "  %-52s%,11d\n"
                .formatted("Kafka, the outcome", batched.each(batched.written().kafka())))
        .toString();
  }

  private static String growth(CallbackFigures figures) {
    String memory =
        "\nMemory of the worker, MiB: %d after a tenth of the callbacks, %d at the most\n"
            .formatted(figures.memory().early() / MEBIBYTE, figures.memory().most() / MEBIBYTE);
    return memory
        + figures
            .few()
            .map(
                few ->
                    "Among few orders %,.0f callbacks a second, %.1f µs each: the rate is %.0f %% of that\n"
                        .formatted(
                            few.perSecond(),
                            few.work().allMicros(),
                            100 * figures.batched().perSecond() / few.perSecond()))
            .orElse("");
  }

  private static String circumstances(CallbackFigures figures) {
    return """

    Measured over %,d callbacks, every fifth a repeat, after a warm-up in each of the three ways.
    Kafka is the broker with the rest of this program, but the thread that counts outcomes.
    Guarantees: held. (--records %d --orders %d --seed %d)
    """
        .formatted(
            figures.batched().work().count(),
            figures.size().records(),
            figures.size().orders(),
            figures.size().seed());
  }

  /** The same as one line of JSON, for programs. */
  public static String json(CallbackFigures figures) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json.putObject("batched"), figures.batched());
    figures.few().ifPresent(few -> put(json.putObject("few"), few));
    json.putObject("workerMemory")
        .put("earlyBytes", figures.memory().early())
        .put("mostBytes", figures.memory().most());
    json.putObject("steady")
        .put("measured", figures.latency().count())
        .put("p50Millis", figures.latency().p50())
        .put("p99Millis", figures.latency().p99())
        .put("maxMillis", figures.latency().most());
    json.putObject("oneAtATime").put("perSecond", Math.round(figures.oneAtATime()));
    json.putObject("sqlOnly").put("perSecond", Math.round(figures.sqlOnly()));
    json.put("guarantees", "held")
        .put("records", figures.size().records())
        .put("orders", figures.size().orders())
        .put("seed", figures.size().seed());
    return json.toString();
  }

  private static void put(ObjectNode node, Stretch stretch) {
    node.put("perSecond", Math.round(stretch.perSecond()));
    node.put("cpuMicros", tenths(stretch.work().allMicros()));
    ObjectNode byProcess = node.putObject("cpuMicrosByProcess");
    stretch.work().microsByProcess().forEach((name, micros) -> byProcess.put(name, tenths(micros)));
    node.putObject("bytes")
        .put("wal", stretch.each(stretch.written().wal()))
        .put("redis", stretch.each(stretch.written().redis()))
        .put("kafka", stretch.each(stretch.written().kafka()));
    node.put("measured", stretch.work().count());
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
