package io.payonce.payments;

import static java.util.Objects.requireNonNull;

import java.util.Currency;

/**
 * An amount of money: a whole number of minor units (as ISO 4217 defines them: 1 VND is 1, 1 EUR is
 * 100) and a currency.
 */
public record Money(long minorUnits, String currency) {
  /** ISO 4217's code for "no currency": the amount of something that is not known. */
  public static final Money NONE = new Money(0, "XXX");

  public Money {
    requireNonNull(currency, "currency");
    if (minorUnits < 0) {
      throw new IllegalArgumentException("amount must not be negative");
    }
    requireKnown(currency);
  }

  public static Money zero(String currency) {
    return new Money(0, currency);
  }

  /**
   * The sum; beyond what can be written, the most that can.
   *
   * @throws IllegalArgumentException if the currencies differ
   */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("amounts of two currencies have no sum");
    }
    long sum = minorUnits + other.minorUnits;
    return new Money(sum < 0 ? Long.MAX_VALUE : sum, currency);
  }

  private static void requireKnown(String currency) {
    try {
      Currency.getInstance(currency);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("currency must be an ISO 4217 code", e);
    }
  }

  @Override
  public String toString() {
    return minorUnits + " " + currency;
  }
}
