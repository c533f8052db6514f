package io.payonce.simulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The references that were paid lately: VNPAY takes no second payment of one, however often the
 * button is pressed. Safe for many threads.
 */
final class PaidReferences {
  private static final int REMEMBERED = 100_000;

  private final Set<String> references =
      Collections.synchronizedSet(Collections.newSetFromMap(new Newest()));

  /** Whether the reference was not paid before; from now on it is. */
  boolean pay(String reference) {
    return references.add(reference);
  }

  boolean contains(String reference) {
    return references.contains(reference);
  }

  private static final class Newest extends LinkedHashMap<String, Boolean> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }
}
