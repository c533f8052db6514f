package io.payonce.simulator.merchant;

import io.payonce.methods.vnpay.VnpayTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The request numbers of lately: VNPAY takes each once a day. Guarded by its owner. */
final class RequestNumbers {
  private static final int REMEMBERED = 1_000_000;
  private static final int DAY_DIGITS = 8;

  private final Map<String, Boolean> taken = new Newest();

  /** Whether it was not taken on this day; from now on it is. */
  boolean take(String requestId, Instant now) {
    String day = VnpayTime.text(now).substring(0, DAY_DIGITS);
    return taken.putIfAbsent(day + requestId, true) == null;
  }

  private static final class Newest extends LinkedHashMap<String, Boolean> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }
}
