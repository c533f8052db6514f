package io.payonce.benchmarks;

import java.util.List;

/** A run has lost, doubled or forgotten something: it has no figures. */
public final class GuaranteeBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public GuaranteeBroken(List<String> broken) {
    super("a guarantee is broken, so there are no figures: " + String.join("; ", broken));
  }
}
