package io.payonce.methods.vnpay;

import static io.payonce.payments.Claim.Status.FAILED;
import static io.payonce.payments.Claim.Status.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.methods.CallbackFlaw;
import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.CallbackVerdict.Forged;
import io.payonce.methods.CallbackVerdict.Genuine;
import io.payonce.methods.CallbackVerdict.Malformed;
import io.payonce.methods.CallbackVerdict.UnknownReference;
import io.payonce.methods.Parameter;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VnpayCallbacksTest {
  private static final HashSecret SECRET = new HashSecret("test_secret");

  private final Vnpay vnpay = new Vnpay(VnpaySettings.sandbox("TEST_TMN_CODE", List.of(SECRET)));

  @Test
  void a_published_callback_is_genuine() {
    assertThat(vnpay.verify(Vector.named("vnpay-s1").shuffledParameters()))
        .isEqualTo(
            new Genuine(
                new TransactionId("1716257871703"),
                new Claim(SUCCEEDED, new Money(10_000, "VND"), "14422574"),
                Map.of(
                    "vnp_Amount", "1000000",
                    "vnp_BankCode", "NCB",
                    "vnp_CardType", "ATM",
                    "vnp_PayDate", "20240521091806",
                    "vnp_ResponseCode", "00",
                    "vnp_TransactionNo", "14422574",
                    "vnp_TransactionStatus", "00")));
  }

  @Test
  void a_cancelled_payment_has_failed_under_number_zero() {
    HashSecret secret = new HashSecret("SHEETVNPAYHASHSECRET0123456789AB");
    Vnpay sheet = new Vnpay(VnpaySettings.sandbox("SHEETTMN", List.of(secret)));
    assertThat(sheet.verify(Vector.named("vnpay-s4-ipn-cancel").shuffledParameters()))
        .isInstanceOfSatisfying(
            Genuine.class,
            genuine ->
                assertThat(genuine.claim())
                    .isEqualTo(new Claim(FAILED, new Money(50_000, "VND"), "0")));
  }

  @ParameterizedTest
  @CsvSource({
    "00,00,SUCCEEDED", "00,01,PENDING", "00,02,FAILED", "00,04,FAILED", "24,00,FAILED",
    "24,02,FAILED", "07,00,PENDING", "07,07,PENDING", "99,01,PENDING", "99,99,FAILED"
  })
  void success_needs_both_codes(String response, String status, Claim.Status expected) {
    CallbackVerdict verdict =
        signed(with("vnp_ResponseCode", response, "vnp_TransactionStatus", status));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Genuine.class, genuine -> assertThat(genuine.claim().status()).isEqualTo(expected));
  }

  @Test
  void a_changed_value_is_forged() {
    List<Parameter> parameters = new ArrayList<>(Vector.named("vnpay-s1").shuffledParameters());
    parameters.replaceAll(
        parameter ->
            parameter.name().equals("vnp_Amount")
                ? new Parameter("vnp_Amount", "1000100")
                : parameter);
    assertThat(vnpay.verify(parameters))
        .isInstanceOfSatisfying(
            Forged.class,
            forged -> assertThat(forged.flaw()).isEqualTo(CallbackFlaw.BAD_SIGNATURE));
  }

  @Test
  void a_missing_signature_is_forged() {
    Forged unsigned = new Forged(CallbackFlaw.MISSING_SIGNATURE, "there is no signature");
    assertThat(vnpay.verify(Parameter.parse(Vector.named("vnpay-s1").text()))).isEqualTo(unsigned);
    assertThat(vnpay.verify(List.of())).isEqualTo(unsigned);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vnp_Amount", "vnp_SecureHash", "vnp_Anything"})
  void a_repeated_parameter_is_malformed_even_where_it_says_the_same(String name) {
    List<Parameter> parameters = new ArrayList<>(Vector.named("vnpay-s1").shuffledParameters());
    parameters.removeIf(parameter -> parameter.name().equals(name));
    parameters.add(new Parameter(name, "1000000"));
    parameters.addFirst(new Parameter(name, "1000000"));
    assertThat(vnpay.verify(parameters))
        .isEqualTo(new Malformed(CallbackFlaw.REPEATED_PARAMETER, "a parameter is repeated"));
  }

  @Test
  void foreign_and_empty_parameters_change_nothing() {
    List<Parameter> parameters = new ArrayList<>(Vector.named("vnpay-s1").shuffledParameters());
    CallbackVerdict plain = vnpay.verify(parameters);
    parameters.add(new Parameter("utm_source", "1"));
    parameters.add(new Parameter("utm_source", "2"));
    parameters.add(new Parameter("vnp_Empty", ""));
    assertThat(vnpay.verify(parameters)).isEqualTo(plain).isInstanceOf(Genuine.class);
  }

  @Test
  void escapes_may_be_written_in_other_ways() {
    Vector vector = Vector.named("vnpay-s1");
    String other =
        vector.text().replace("%3A", "%3a").replace("+", "%20").replace("NCB", "%4e%43B");
    List<Parameter> parameters = Parameter.parse(other + "&vnp%5FSecureHash=" + vector.signature());
    assertThat(vnpay.verify(parameters))
        .isEqualTo(vnpay.verify(vector.shuffledParameters()))
        .isInstanceOf(Genuine.class);
  }

  @ParameterizedTest
  @CsvSource({
    "vnp_Amount,1000050,MALFORMED_AMOUNT",
    "vnp_Amount,-1000000,MALFORMED_AMOUNT",
    "vnp_Amount,10000.00,MALFORMED_AMOUNT",
    "vnp_Amount,1e6,MALFORMED_AMOUNT",
    "vnp_Amount,9999999999900,MALFORMED_AMOUNT",
    "vnp_Amount,٠٠,MALFORMED_AMOUNT",
    "vnp_Amount,'',MISSING_PARAMETER",
    "vnp_TransactionNo,'',MISSING_PARAMETER",
    "vnp_TransactionNo,12a,MALFORMED_TRANSACTION_NUMBER",
    "vnp_TransactionNo,1234567890123456,MALFORMED_TRANSACTION_NUMBER",
    "vnp_TmnCode,OTHER,OTHER_TERMINAL",
    "vnp_TmnCode,'',MISSING_PARAMETER",
    "vnp_TxnRef,'',MISSING_PARAMETER",
    "vnp_ResponseCode,'',MISSING_PARAMETER",
    "vnp_TransactionStatus,'',MISSING_PARAMETER"
  })
  void genuine_but_not_readable_is_malformed(String name, String value, CallbackFlaw flaw) {
    assertThat(signed(with(name, value)))
        .isInstanceOfSatisfying(
            Malformed.class, malformed -> assertThat(malformed.flaw()).isEqualTo(flaw));
  }

  @ParameterizedTest
  @ValueSource(strings = {"order 1", "a/b", "đơn-1", "callback:VNPAY:1"})
  void a_reference_that_is_never_ours_is_unknown(String reference) {
    Claim claim = new Claim(SUCCEEDED, new Money(10_000, "VND"), "14422574");
    assertThat(signed(with("vnp_TxnRef", reference)))
        .isEqualTo(new UnknownReference(reference, claim));
    String tooLong = "x".repeat(65);
    assertThat(signed(with("vnp_TxnRef", tooLong))).isEqualTo(new UnknownReference(tooLong, claim));
  }

  private CallbackVerdict signed(List<Parameter> parameters) {
    List<Parameter> signed = new ArrayList<>(parameters);
    String text = VnpaySignature.canonicalText(parameters);
    signed.add(new Parameter(VnpaySignature.HASH, VnpaySignature.sign(SECRET, text)));
    return vnpay.verify(signed);
  }

  private static List<Parameter> with(String... namesAndValues) {
    List<Parameter> parameters = new ArrayList<>(Parameter.parse(Vector.named("vnpay-s1").text()));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = namesAndValues[i];
      parameters.removeIf(parameter -> parameter.name().equals(name));
      parameters.add(new Parameter(name, namesAndValues[i + 1]));
    }
    return parameters;
  }
}
