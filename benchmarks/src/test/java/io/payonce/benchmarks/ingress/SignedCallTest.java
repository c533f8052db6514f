package io.payonce.benchmarks.ingress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.Parameter;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpaySettings;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SignedCallTest {
  @Test
  void callback_is_genuine_and_known_by_its_number() {
    Vnpay vnpay =
        new Vnpay(
            VnpaySettings.sandbox(SignedCall.TERMINAL, List.of(new HashSecret(SignedCall.SECRET))));

    assertThat(vnpay.verify(Parameter.parse(SignedCall.query(4711))))
        .asInstanceOf(InstanceOfAssertFactories.type(CallbackVerdict.Genuine.class))
        .satisfies(
            genuine -> assertThat(SignedCall.number(genuine.transactionId())).isEqualTo(4711));
  }

  @Test
  void query_is_of_the_usual_size_and_the_request_ends_with_its_head() {
    assertThat(SignedCall.query(4711).length()).isBetween(350, 450);
    assertThat(new String(SignedCall.request(4711), US_ASCII))
        .startsWith("GET /api/payment/callback/VNPAY?vnp_Amount=571100&")
        .contains(SignedCall.query(4711) + " HTTP/1.1\r\nHost: ")
        .endsWith("\r\n\r\n");
  }
}
