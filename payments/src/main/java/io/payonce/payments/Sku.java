package io.payonce.payments;

import io.payonce.payments.identifiers.Identifiers;

/** A stock-keeping unit: the thing that is counted in the inventory. */
public record Sku(String value) implements Comparable<Sku> {
  public Sku {
    Identifiers.requireWellFormed(value, "sku");
  }

  @Override
  public int compareTo(Sku other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
