package io.payonce.cli.demo;

import io.payonce.simulator.IpnAnswer;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what the ingress answered to which callbacks. Safe for many threads. */
final class Answers {
  static final String FORGED = "97";
  static final String UNKNOWN = "01";
  static final String TRY_AGAIN = "99";
  static final String NONE = "none";

  private final Map<Delivery, Map<String, Integer>> counts = new EnumMap<>(Delivery.class);

  synchronized void add(Delivery delivery, IpnAnswer answer) {
    counts.computeIfAbsent(delivery, _ -> new TreeMap<>()).merge(code(answer), 1, Integer::sum);
  }

  /** VNPAY's code, or what came in its place. */
  static String code(IpnAnswer answer) {
    return switch (answer) {
      case IpnAnswer.Answered answered ->
          answered.rspCode().isEmpty() ? "HTTP " + answered.httpStatus() : answered.rspCode();
      case IpnAnswer.Silence _ -> NONE;
    };
  }

  /** How often each code was the answer to such callbacks. */
  synchronized Map<String, Integer> of(Delivery delivery) {
    return new TreeMap<>(counts.getOrDefault(delivery, Map.of()));
  }

  int sent(Delivery delivery) {
    return of(delivery).values().stream().mapToInt(Integer::intValue).sum();
  }

  int count(Delivery delivery, String code) {
    return of(delivery).getOrDefault(code, 0);
  }

  /**
   * How many callbacks were certainly taken, of transactions that we know: these must have an
   * outcome. Those answered 99 or not at all may have been taken or not.
   */
  int taken() {
    int taken = 0;
    for (Delivery delivery : Delivery.values()) {
      if (delivery != Delivery.FORGED && delivery != Delivery.UNKNOWN) {
        taken += count(delivery, "00") + count(delivery, "02") + count(delivery, "04");
      }
    }
    return taken;
  }
}
