package io.payonce.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
  @Test
  void money_is_whole_minor_units_of_a_currency() {
    Money money = new Money(Long.MAX_VALUE, "VND");

    assertThat(money.minorUnits()).isEqualTo(Long.MAX_VALUE);
    assertThat(money).hasToString("9223372036854775807 VND");
    assertThat(money).isNotEqualTo(new Money(Long.MAX_VALUE, "USD"));
  }

  @Test
  void zero_is_money() {
    assertThat(Money.zero("EUR")).isEqualTo(new Money(0, "EUR"));
    assertThat(Money.NONE).isEqualTo(new Money(0, "XXX"));
  }

  @Test
  void a_sum_ends_at_what_can_be_written() {
    Money two = new Money(2, "VND");
    assertThat(two.plus(new Money(3, "VND"))).isEqualTo(new Money(5, "VND"));
    assertThat(two.plus(new Money(Long.MAX_VALUE, "VND")))
        .isEqualTo(new Money(Long.MAX_VALUE, "VND"));
  }

  @Test
  void amounts_of_two_currencies_have_no_sum() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Money(2, "VND").plus(new Money(2, "USD")));
  }

  @Test
  void less_than_nothing_is_no_money() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Money(-1, "EUR"))
        .withMessage("amount must not be negative");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eur", "EURO", "ZZZ", "E1R", " EUR"})
  void an_unknown_currency_is_refused_without_repeating_it(String currency) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Money(1, currency))
        .withMessage("currency must be an ISO 4217 code");
  }

  @Test
  @SuppressWarnings("NullAway") // what callers without null checks do
  void a_missing_currency_is_a_programmers_error() {
    assertThatNullPointerException().isThrownBy(() -> new Money(1, null));
  }
}
