package io.payonce.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Order ids, skus and transaction ids: one spelling for all. */
class IdentifiersTest {
  private static final Map<String, Function<String, Record>> KINDS =
      Map.of("orderId", OrderId::new, "sku", Sku::new, "transactionId", TransactionId::new);

  @ParameterizedTest
  @ValueSource(strings = {"a", "ORD-240202-1234_1706865600000", "azAZ09._-", "0"})
  void letters_digits_dot_underscore_and_dash_are_allowed(String value) {
    KINDS.forEach((name, kind) -> assertThat(kind.apply(value)).hasToString(value));
  }

  @Test
  void sixty_four_characters_are_the_most() {
    KINDS.forEach(
        (name, kind) -> assertThat(kind.apply("x".repeat(64))).hasToString("x".repeat(64)));
    assertRefused("x".repeat(65));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a:b", "a/b", "a\n", "\u00e9", "{a}", "a@b", "\u0661"})
  void anything_else_is_refused_by_field_and_without_repeating_it(String value) {
    assertRefused(value);
  }

  @Test
  void identifiers_compare_by_their_text() {
    assertThat(new OrderId("a")).isLessThan(new OrderId("b"));
    assertThat(new Sku("a")).isLessThan(new Sku("b"));
    assertThat(new TransactionId("a")).isLessThan(new TransactionId("b"));
  }

  private static void assertRefused(String value) {
    KINDS.forEach(
        (name, kind) ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.apply(value))
                .withMessage(name + " must be 1 to 64 of A-Z a-z 0-9 . _ -"));
  }
}
