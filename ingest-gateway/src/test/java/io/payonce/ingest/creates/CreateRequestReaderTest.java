package io.payonce.ingest.creates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.payonce.ingest.http.RequestRefused;
import io.payonce.ingest.intake.JsonBody;
import io.payonce.methods.PaymentMethods;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.payments.CreateRules.Details;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.schemas.CreateCommand.Presentation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CreateRequestReaderTest {
  private static final String WHOLE =
      """
      {"orderId":"o-1","paymentMethod":"VNPAY","amount":10000,"currency":"VND",\
      "items":[{"sku":"tea","quantity":2}],"returnUrl":"https://shop.example/back",\
      "customerIp":"203.0.113.7","description":"Tea","locale":"en","other":1}\
      """;

  private final PaymentMethods methods =
      new PaymentMethods(
          List.of(new Vnpay(VnpaySettings.sandbox("TERMINAL", List.of(new HashSecret("s"))))));

  @Test
  void a_whole_request_is_read() {
    assertThat(read(WHOLE))
        .isEqualTo(
            new CreateRequest(
                new OrderId("o-1"),
                PaymentMethod.VNPAY,
                Optional.of(
                    new Details(
                        new Money(10_000, "VND"), List.of(new OrderLine(new Sku("tea"), 2)))),
                new Presentation("https://shop.example/back", "203.0.113.7", "Tea", "en")));
  }

  @Test
  void order_and_method_alone_are_enough() {
    CreateRequest request = read("{\"orderId\":\"o-1\",\"paymentMethod\":\"MOMO\"}");
    assertThat(request.details()).isEmpty();
    assertThat(request.presentation()).isEqualTo(Presentation.NONE);
  }

  @Test
  void all_problems_are_told_at_once() {
    assertThat(
            problems(
                """
                {"orderId":"o 1","paymentMethod":"GOLD","amount":1.5,"currency":"XYZ",
                 "items":[{"sku":"t","quantity":0},{"sku":7}],"returnUrl":"ftp://x","locale":"fr"}
                """))
        .contains("orderId must be")
        .contains("paymentMethod must be one of [VNPAY")
        .contains("amount must be a whole number")
        .contains("items[0].quantity must be")
        .contains("items[1].sku must be text")
        .contains("returnUrl must be")
        .contains("locale must be vn or en");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10000|\"10000\"|amount must be a whole number",
        "10000|0|amount must be a whole number",
        "10000|-5|amount must be a whole number",
        "10000|1e4|amount must be a whole number",
        "10000|99999999999999999999|amount must be a whole number",
        "10000|10000000000|VNPAY does not take this amount",
        "\"VND\"|\"EUR\"|VNPAY does not take this amount in this currency",
        "\"VND\"|\"vnd\"|currency must be an ISO 4217 code",
        "\"VND\"|null|currency is missing",
        "\"VND\"|7|currency must be text",
        "[{\"sku\":\"tea\",\"quantity\":2}]|[]|items must be a list",
        "\"o-1\"|null|orderId is missing",
        "\"https://shop.example/back\"|\"javascript:x\"|returnUrl must be"
      })
  void each_problem_names_its_field(String value, String wrong, String problem) {
    assertThat(WHOLE).contains(value);
    assertThat(problems(WHOLE.replace(value, wrong))).startsWith(problem);
  }

  @Test
  void a_part_of_the_details_is_not_enough() {
    assertThat(problems("{\"orderId\":\"o\",\"paymentMethod\":\"VNPAY\",\"amount\":1}"))
        .isEqualTo("currency is missing; items must be a list of 1 to 500");
  }

  @Test
  void a_sku_stands_in_one_line() {
    String line = "{\"sku\":\"tea\",\"quantity\":2}";
    assertThat(problems(WHOLE.replace(line, line + "," + line)))
        .isEqualTo("items must name each sku once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[]",
        "null",
        "7",
        "{\"orderId\":\"a\"",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "{'a':1}"
      })
  void what_is_not_one_object_in_order_is_refused(String body) {
    assertThat(problems(body)).isEqualTo("The body must be one JSON object that is in order.");
  }

  @Test
  void texts_have_limits() {
    assertThat(problems(WHOLE.replace("Tea", "x".repeat(256))))
        .isEqualTo("description must be at most 255 characters");
    assertThat(problems(WHOLE.replace("/back", "/" + "x".repeat(256))))
        .startsWith("returnUrl must be");
  }

  private CreateRequest read(String body) {
    return CreateRequestReader.read(JsonBody.parse(body.getBytes(UTF_8)), methods);
  }

  private String problems(String body) {
    StringBuilder message = new StringBuilder();
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> read(body))
        .satisfies(refused -> message.append(refused.getMessage()));
    return message.toString();
  }
}
