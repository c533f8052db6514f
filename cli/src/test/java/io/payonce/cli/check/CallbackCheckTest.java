package io.payonce.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackCheckTest {
  @Test
  void published_success_is_valid_with_all_that_it_claims() {
    CheckRun run = CheckRun.json(Captured.get("a", Captured.S1));

    assertThat(run)
        .isEqualTo(
            new CheckRun(
                0,
                "[{\"id\":\"a\",\"valid\":true,\"reason\":null,\"transactionId\":\"1716257871703\","
                    + "\"gatewayTransactionId\":\"14422574\",\"amountMinor\":10000,"
                    + "\"currency\":\"VND\",\"status\":\"success\"}]"
                    + System.lineSeparator(),
                ""));
  }

  @Test
  void published_failure_is_valid_and_failed() {
    CheckRun run = CheckRun.json(Captured.get("a", "?" + Captured.S2));

    assertThat(run.exitCode()).isZero();
    assertThat(run.finding().get("valid").booleanValue()).isTrue();
    assertThat(run.finding().get("status").textValue()).isEqualTo("failed");
  }

  @Test
  void published_signature_over_too_little_misses_parameters() {
    assertRefused(Captured.get("a", Captured.S3, Captured.S3_SECRET), "missing-parameter");
    assertRefused(Captured.get("a", Captured.S3, "another"), "bad-signature");
  }

  @Test
  void payment_that_is_not_finished_is_pending() {
    String query = Captured.signed("vnp_TransactionStatus=00", "vnp_TransactionStatus=01");

    assertThat(CheckRun.json(Captured.get("a", query)).finding().get("status").textValue())
        .isEqualTo("pending");
  }

  @Test
  void hex_in_upper_case_is_as_good() {
    int hash = Captured.S1.indexOf("SecureHash=") + "SecureHash=".length();
    String upper =
        Captured.S1.substring(0, hash) + Captured.S1.substring(hash).toUpperCase(Locale.ROOT);

    assertThat(CheckRun.json(Captured.get("a", upper)).exitCode()).isZero();
  }

  @Test
  void changed_value_is_forged_and_nothing_of_it_looks_like_a_fact() {
    String forged = Captured.S1.replace("vnp_Amount=1000000", "vnp_Amount=9900");

    assertRefused(Captured.get("a", forged), "bad-signature");
    assertRefused(Captured.get("a", Captured.TEXT), "missing-signature");
  }

  @Test
  void repeated_parameter_is_refused_also_across_query_and_body() {
    assertRefused(Captured.get("a", Captured.S1 + "&vnp_Amount=1000000"), "repeated-parameter");
    assertRefused(
        Captured.post("application/x-www-form-urlencoded", "vnp_Amount=1000000", Captured.S1),
        "repeated-parameter");
  }

  @ParameterizedTest
  @CsvSource({
    "vnp_TxnRef=1716257871703,vnp_TxnRef=,missing-parameter",
    "vnp_TmnCode=TEST_TMN_CODE,vnp_TmnCode=OTHER,other-terminal",
    "vnp_Amount=1000000,vnp_Amount=1000050,malformed-amount",
    "vnp_Amount=1000000,vnp_Amount=10000.00,malformed-amount",
    "vnp_TransactionNo=14422574,vnp_TransactionNo=x,malformed-transaction-number"
  })
  void genuine_signature_does_not_make_up_for_the_rest(String find, String by, String reason) {
    assertRefused(Captured.get("a", Captured.signed(find, by)), reason);
  }

  @Test
  void broken_escape_is_refused() {
    assertRefused(Captured.get("a", Captured.S1 + "&vnp_X=%zz"), "broken-encoding");
  }

  @Test
  void reference_that_is_none_of_ours_is_genuine_all_the_same() {
    String query = Captured.signed("vnp_TxnRef=1716257871703", "vnp_TxnRef=order+1%2F2");

    CheckRun run = CheckRun.json(Captured.get("a", query));

    assertThat(run.exitCode()).isZero();
    assertThat(run.finding().get("transactionId").textValue()).isEqualTo("order 1/2");
    assertThat(run.finding().get("amountMinor").longValue()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "Application/X-WWW-Form-Urlencoded; charset=utf-8",
        ""
      })
  void posted_form_is_read(String contentType) {
    assertThat(CheckRun.json(Captured.post(contentType, "", Captured.S1)).exitCode()).isZero();
  }

  @Test
  void posted_json_is_no_form_and_other_methods_are_not_taken() {
    assertRefused(Captured.post("application/json", Captured.S1, "{}"), "unsupported-media-type");
    ObjectNode put = Captured.get("a", Captured.S1);
    put.withObject("/http").put("method", "PUT");
    assertRefused(put, "unsupported-method");
  }

  @Test
  void body_of_a_get_is_ignored_as_the_ingress_does() {
    ObjectNode request = Captured.get("a", Captured.S1);
    request.withObject("/http").put("body", "vnp_Amount=1");

    assertThat(CheckRun.json(request).exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MOMO", "stripe", "nobody", " VNPAY"})
  void other_gateways_cannot_be_checked_yet(String gateway) {
    assertRefused(Captured.get("a", Captured.S1).put("gateway", gateway), "unsupported-gateway");
  }

  @Test
  void gateway_may_be_spelled_in_any_case_and_now_is_ignored() {
    ObjectNode request = Captured.get("a", Captured.S1).put("gateway", "vnPay");

    assertThat(CheckRun.json(request.put("now", "1999-01-01T00:00:00Z")).exitCode()).isZero();
    assertThat(CheckRun.json(request.put("now", 0)).exitCode()).isZero();
  }

  @Test
  void without_secrets_nothing_can_be_said() {
    ObjectNode request = Captured.get("a", Captured.S1);
    request.remove("secrets");
    assertRefused(request, "missing-secrets");
    assertRefused(Captured.get("a", Captured.S1, ""), "missing-secrets");
    assertRefused(Captured.get("a", Captured.S1, " "), "missing-secrets");
    ObjectNode blank = Captured.get("a", Captured.S1);
    blank.withObject("/secrets").put("tmnCode", "a b");
    assertRefused(blank, "malformed-terminal");
  }

  private static void assertRefused(JsonNode request, String reason) {
    ObjectNode expected = JsonNodeFactory.instance.objectNode();
    expected.set("id", request.get("id"));
    expected.put("valid", false).put("reason", reason);
    expected.putNull("transactionId").putNull("gatewayTransactionId").putNull("amountMinor");
    expected.putNull("currency").putNull("status");

    CheckRun run = CheckRun.json(request);

    assertThat(run.finding()).isEqualTo(expected);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
  }
}
