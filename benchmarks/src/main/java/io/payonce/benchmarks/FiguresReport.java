package io.payonce.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Writes down what a run measured. */
public final class FiguresReport {
  private static final Map<String, Function<CpuTimes, Duration>> PROCESSES = processes();

  private FiguresReport() {}

  private static Map<String, Function<CpuTimes, Duration>> processes() {
    Map<String, Function<CpuTimes, Duration>> processes = new LinkedHashMap<>();
    processes.put("worker", CpuTimes::worker);
    processes.put("kafka", CpuTimes::kafka);
    processes.put("postgresql", CpuTimes::postgres);
    processes.put("redis", CpuTimes::redis);
    processes.put("outcomeCounter", CpuTimes::client);
    return processes;
  }

  /** A small table, for people. */
  public static String text(CallbackFigures figures) {
    return rates(figures) + costs(figures) + circumstances(figures);
  }

  private static String rates(CallbackFigures figures) {
    double batched = figures.batched().perSecond();
    return """

    Callbacks a second
      in batches, through Kafka, Redis and PostgreSQL       %,9.0f
      of these the second half, when the worker is warm     %,9.0f
      one at a time, 32 at once, Redis and PostgreSQL       %,9.0f   batches are %.1f times as fast
      set-based SQL alone, no Kafka, no Redis: the limit    %,9.0f   batches reach %.0f %% of it
    """
        .formatted(
            batched,
            figures.warm().perSecond(),
            figures.oneAtATime(),
            batched / figures.oneAtATime(),
            figures.sqlOnly(),
            100 * batched / figures.sqlOnly());
  }

  private static String costs(CallbackFigures figures) {
    Stretch all = figures.batched();
    Stretch warm = figures.warm();
    StringBuilder text =
        new StringBuilder(
            "\n%-54s%11s%15s\n"
                .formatted("CPU for a callback in batches, µs", "all", "second half"));
    PROCESSES.forEach(
        (name, time) ->
            text.append(
                "  %-52s%11.1f%15.1f\n"
                    .formatted(
                        name,
                        all.micros(time.apply(all.used())),
                        warm.micros(time.apply(warm.used())))));
    return text.append(
            "  %-52s%11.1f%15.1f\n".formatted("together", all.allMicros(), warm.allMicros()))
        .toString();
  }

  private static String circumstances(CallbackFigures figures) {
    return """

    Measured over %,d callbacks, from the first outcomes to the last one; every fifth is a repeat.
    The worker started cold; the other two had warmed up on a quarter of theirs.
    Kafka is the broker with the rest of this program, but the thread that counts outcomes.
    Guarantees: held. (--records %d --orders %d --seed %d)
    """
        .formatted(
            figures.batched().rate().count(),
            figures.size().records(),
            figures.size().orders(),
            figures.size().seed());
  }

  /** The same as one line of JSON, for programs. */
  public static String json(CallbackFigures figures) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode batched = json.putObject("batched");
    put(batched, figures.batched());
    put(batched.putObject("secondHalf"), figures.warm());
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
    node.put("cpuMicros", tenths(stretch.allMicros()));
    ObjectNode byProcess = node.putObject("cpuMicrosByProcess");
    PROCESSES.forEach(
        (name, time) -> byProcess.put(name, tenths(stretch.micros(time.apply(stretch.used())))));
    node.put("measured", stretch.rate().count());
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
