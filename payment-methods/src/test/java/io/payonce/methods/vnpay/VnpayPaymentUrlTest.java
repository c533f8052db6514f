package io.payonce.methods.vnpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.payonce.methods.Parameter;
import io.payonce.methods.PaymentPage;
import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CreateCommand.Presentation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VnpayPaymentUrlTest {
  private static final Vector SHEET = Vector.named("vnpay-s5-create");
  private static final Instant ACCEPTED = Instant.parse("2026-11-01T01:30:00Z");

  private final Vnpay vnpay = new Vnpay(VnpaySettings.sandbox("SHEETTMN", List.of(SHEET.secret())));

  @Test
  void the_link_is_the_one_of_the_sheet() {
    assertThat(
            url(
                new Presentation(
                    "https://shop.example/vnpay/return?lang=vi",
                    "203.0.113.7",
                    "Thanh toan don hang 4711",
                    "vn")))
        .isEqualTo(
            VnpaySettings.SANDBOX_PAY_URL
                + "?"
                + SHEET.text()
                + "&vnp_SecureHash="
                + SHEET.signature());
  }

  @Test
  void the_link_verifies_when_it_is_read_back() {
    String link = url(new Presentation("", "", "Áo dài (đỏ) *~! & 1=1", ""));
    List<Parameter> parameters = Parameter.parse(link.substring(link.indexOf('?') + 1));
    assertThat(parameters.getLast().name()).isEqualTo(VnpaySignature.HASH);
    assertThat(
            VnpaySignature.matches(
                List.of(SHEET.secret()),
                VnpaySignature.canonicalText(parameters),
                parameters.getLast().value()))
        .isTrue();
    assertThat(fields(link))
        .containsEntry("vnp_OrderInfo", "Ao dai do 1 1")
        .containsEntry("vnp_IpAddr", "127.0.0.1")
        .containsEntry("vnp_Locale", "vn")
        .containsEntry("vnp_ReturnUrl", VnpaySettings.DEFAULT_RETURN_URL.toString());
  }

  @Test
  void the_link_is_the_same_whenever_it_is_built() {
    assertThat(url(Presentation.NONE)).isEqualTo(url(Presentation.NONE));
  }

  @Test
  void a_description_of_nothing_gets_a_stand_in() {
    assertThat(fields(url(new Presentation("", "", "（）", ""))))
        .containsEntry("vnp_OrderInfo", "Thanh toan 4711-1");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7,203.0.113.7",
    "2001:db8::1,2001:db8::1",
    "::1,127.0.0.1",
    "<x>,127.0.0.1"
  })
  void only_an_address_is_sent_as_one(String given, String sent) {
    assertThat(fields(url(new Presentation("", given, "", "")))).containsEntry("vnp_IpAddr", sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "https://", "http://a", "https://shop/ü", "https://a b/c"})
  void a_return_url_that_cannot_be_used_is_replaced(String given) {
    assertThat(fields(url(new Presentation(given, "", "", ""))))
        .containsEntry("vnp_ReturnUrl", VnpaySettings.DEFAULT_RETURN_URL.toString());
  }

  @Test
  void characters_that_encoders_disagree_on_are_never_sent() {
    String link = url(new Presentation("https://shop.example/~me/(1)!", "", "", "en"));
    assertThat(fields(link))
        .containsEntry("vnp_ReturnUrl", "https://shop.example/%7Eme/%281%29%21")
        .containsEntry("vnp_Locale", "en");
  }

  @Test
  void other_currencies_and_amounts_are_not_taken() {
    assertThat(vnpay.takes(new Money(9_999_999_999L, "VND"))).isTrue();
    assertThat(vnpay.takes(new Money(10_000_000_000L, "VND"))).isFalse();
    assertThat(vnpay.takes(new Money(0, "VND"))).isFalse();
    assertThat(vnpay.takes(new Money(1, "EUR"))).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vnpay.paymentUrl(page(new Money(1, "EUR"), Presentation.NONE)));
  }

  private String url(Presentation presentation) {
    return vnpay.paymentUrl(page(new Money(50_000, "VND"), presentation));
  }

  private PaymentPage page(Money amount, Presentation presentation) {
    return new PaymentPage(
        new TransactionId("4711-1"),
        amount,
        ACCEPTED,
        ACCEPTED.plus(vnpay.paymentWindow()),
        presentation);
  }

  private static Map<String, String> fields(String link) {
    return Parameter.parse(link.substring(link.indexOf('?') + 1)).stream()
        .collect(Collectors.toMap(Parameter::name, Parameter::value));
  }
}
