package io.payonce.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParameterTest {
  @Test
  void keeps_order_repeats_and_empty_values() {
    assertThat(Parameter.parse("b=2&a=1&b=&c&&=x"))
        .containsExactly(
            new Parameter("b", "2"),
            new Parameter("a", "1"),
            new Parameter("b", ""),
            new Parameter("c", ""),
            new Parameter("", "x"));
  }

  @Test
  void decodes_names_and_values() {
    assertThat(Parameter.parse("vnp%5FOrderInfo=Thanh+to%C3%A1n%3d1"))
        .containsExactly(new Parameter("vnp_OrderInfo", "Thanh toán=1"));
  }

  @Test
  void decodes_an_equals_sign_in_a_value_as_it_stands() {
    assertThat(Parameter.parse("a=b=c")).isEqualTo(List.of(new Parameter("a", "b=c")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret=%", "secret=%2", "secret=%zz", "secret=%C3", "secret=%-1"})
  void refuses_what_cannot_be_decoded_without_repeating_it(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.parse(text))
        .withMessageNotContaining("secret");
  }
}
