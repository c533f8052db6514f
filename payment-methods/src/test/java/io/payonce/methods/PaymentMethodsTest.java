package io.payonce.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.payments.PaymentMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PaymentMethodsTest {
  private final Vnpay vnpay =
      new Vnpay(VnpaySettings.sandbox("TERMINAL", List.of(new HashSecret("secret"))));

  @Test
  void finds_what_is_offered_and_nothing_else() {
    PaymentMethods methods = new PaymentMethods(List.of(vnpay));
    assertThat(methods.find(PaymentMethod.VNPAY)).contains(vnpay);
    assertThat(methods.find(PaymentMethod.MOMO)).isEmpty();
    assertThat(methods.offered()).containsExactly(PaymentMethod.VNPAY);
  }

  @Test
  void a_method_is_offered_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PaymentMethods(List.of(vnpay, vnpay)));
  }
}
