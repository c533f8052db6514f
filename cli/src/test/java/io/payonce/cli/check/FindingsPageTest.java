package io.payonce.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.VnpaySignature;
import org.junit.jupiter.api.Test;

class FindingsPageTest {
  private static final String PLANTED = "PLANTED SECRET/NOBODY";

  @Test
  void genuine_one_shows_what_it_claims() {
    CheckRun run = CheckRun.page(Captured.get("night", Captured.S1));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("Callback night: GENUINE")
        .contains("1716257871703", "14422574", "10000 VND", "success")
        .doesNotContain(Captured.SECRET);
  }

  @Test
  void bad_signature_shows_what_was_signed_and_too_little_to_forge_with() {
    String text = Captured.TEXT.replace("vnp_Amount=1000000", "vnp_Amount=7700");
    String expected = VnpaySignature.sign(new HashSecret(PLANTED), text);
    String received = "ab".repeat(64);

    String page =
        CheckRun.page(Captured.get("a", text + "&vnp_SecureHash=" + received, PLANTED)).out();

    assertThat(page)
        .contains("NOT VALID, bad-signature", text, received, "The usual causes")
        .contains(expected.substring(0, 6) + "…")
        .doesNotContain(expected.substring(0, 7), PLANTED, "77 VND");
  }

  @Test
  void secret_that_was_sent_along_is_masked() {
    String sent = Captured.TEXT + "&vnp_HashSecret=PLANTED+SECRET%2FNOBODY&vnp_SecureHash=";

    assertThat(CheckRun.page(Captured.get("a", sent + "00", PLANTED)).out())
        .contains("vnp_HashSecret=***")
        .doesNotContain("PLANTED");
    assertThat(CheckRun.page(Captured.get("a", sent + "PLANTED+SECRET%2FNOBODY", PLANTED)).out())
        .doesNotContain("PLANTED");
  }

  @Test
  void causes_that_can_be_told_are_told() {
    assertThat(forged(Captured.S1.replace("vnp_Amount=1000000", "vnp_Amount=10000")))
        .contains("multiplied by 100");
    assertThat(forged(Captured.S1.replace("%3A", "%253A").replace("+", "%2B")))
        .contains("encoded them twice");
    assertThat(forged(Captured.S1.substring(0, Captured.S1.length() - 2)))
        .contains("not 128 hex digits");
    assertThat(CheckRun.page(Captured.get("a", Captured.S1, Captured.SECRET + "\n")).out())
        .contains("without the blanks around secrets.hashSecret");
    assertThat(forged(Captured.S1.replace("NCB", "ABC"))).doesNotContain("likely cause");
  }

  @Test
  void malformed_one_says_why() {
    String query = Captured.signed("vnp_Amount=1000000", "vnp_Amount=1000050");

    assertThat(CheckRun.page(Captured.get("a", query)).out())
        .contains("NOT VALID, malformed-amount", "vnp_Amount is not a whole number of VND");
  }

  @Test
  void reference_of_somebody_else_is_named_as_such_and_cannot_command_the_terminal() {
    String query = Captured.signed("vnp_TxnRef=1716257871703", "vnp_TxnRef=%1B%5B2J+x");

    assertThat(CheckRun.page(Captured.get("a\u001b", query)).out())
        .contains("GENUINE", "?[2J x", "none of ours")
        .doesNotContain("\u001b");
  }

  @Test
  void each_callback_has_its_part() {
    var input = JsonNodeFactory.instance.arrayNode();
    input.add(Captured.get("a", Captured.S1)).add(5);

    CheckRun run = CheckRun.page(input);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("Callback a: GENUINE", "Callback #2: NOT CHECKED");
    assertThat(CheckRun.page(JsonNodeFactory.instance.arrayNode()).out())
        .isEqualTo("There is no callback in the input.\n");
  }

  private static String forged(String query) {
    return CheckRun.page(Captured.get("a", query)).out();
  }
}
