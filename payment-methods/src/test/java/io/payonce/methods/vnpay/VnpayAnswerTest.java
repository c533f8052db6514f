package io.payonce.methods.vnpay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.methods.Acknowledgement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VnpayAnswerTest {
  private final Vnpay vnpay =
      new Vnpay(VnpaySettings.sandbox("TERMINAL", List.of(new HashSecret("secret"))));

  @ParameterizedTest
  @CsvSource({
    "RECORDED,00,Confirm Success",
    "UNKNOWN_TRANSACTION,01,Order not found",
    "RECORDED_BEFORE,02,Order already confirmed",
    "WRONG_AMOUNT,04,invalid amount",
    "FORGED,97,Invalid Checksum",
    "TRY_AGAIN,99,Unknown error"
  })
  void each_acknowledgement_has_its_code(
      Acknowledgement acknowledgement, String code, String message) {
    assertThat(new String(vnpay.answer(acknowledgement).bytes(), UTF_8))
        .isEqualTo("{\"RspCode\":\"" + code + "\",\"Message\":\"" + message + "\"}");
  }
}
