package io.payonce.ingest.refunds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.payonce.ingest.http.RequestRefused;
import io.payonce.ingest.intake.JsonBody;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefundRequestReaderTest {
  private static final String WHOLE =
      """
      {"orderId":"o-1","transactionId":"t-1","amount":4000,"currency":"VND","refundId":"r-1",\
      "items":[{"sku":"tea","quantity":2}],"reason":"broken","other":1}\
      """;

  @Test
  void a_whole_request_is_read() {
    assertThat(read(WHOLE))
        .isEqualTo(
            new RefundRequest(
                new OrderId("o-1"),
                Optional.of(new TransactionId("t-1")),
                Optional.of(new Money(4_000, "VND")),
                Optional.of("r-1"),
                List.of(new OrderLine(new Sku("tea"), 2)),
                "broken"));
  }

  @Test
  void the_order_alone_is_enough() {
    RefundRequest request = read("{\"orderId\":\"o-1\",\"amount\":null,\"refundId\":null}");
    assertThat(request)
        .isEqualTo(
            new RefundRequest(
                new OrderId("o-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                ""));
  }

  @Test
  void goods_are_named_as_creates_or_as_commands_name_them() {
    assertThat(read(WHOLE.replace("items", "lines"))).isEqualTo(read(WHOLE));
    assertThat(read(WHOLE.replace("[{\"sku\":\"tea\",\"quantity\":2}]", "[]")).lines()).isEmpty();
    assertThat(problems(WHOLE.replace("\"other\":1", "\"lines\":[]")))
        .isEqualTo("items and lines are the same; send one of them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4000|\"4000\"|amount must be a whole number",
        "4000|0|amount must be a whole number",
        "4000|0.5|amount must be a whole number",
        "4000|null|amount must be a whole number",
        "\"VND\"|null|currency is missing",
        "\"VND\"|\"vnd\"|currency must be an ISO 4217 code",
        "amount|ammount|amount must be a whole number",
        "\"r-1\"|\"r:1\"|refundId must be",
        "\"r-1\"|7|refundId must be text",
        "\"t-1\"|\"\"|transactionId must be",
        "\"o-1\"|\"o/1\"|orderId must be",
        "\"o-1\"|null|orderId is missing",
        "\"broken\"|7|reason must be text",
        "2}]|0}]|items[0].quantity must be",
        "2}]|2},{\"sku\":\"tea\",\"quantity\":1}]|items must name each sku once"
      })
  void each_problem_names_its_field(String value, String wrong, String problem) {
    assertThat(WHOLE).contains(value);
    assertThat(problems(WHOLE.replace(value, wrong))).startsWith(problem);
  }

  @Test
  void all_problems_are_told_at_once_and_texts_have_limits() {
    assertThat(problems("{\"refundId\":\"\",\"reason\":\"%s\"}".formatted("x".repeat(256))))
        .contains("orderId is missing")
        .contains("refundId must be")
        .contains("reason must be at most 255 characters");
  }

  @Test
  void a_partial_refund_has_a_name() {
    assertThat(problems(WHOLE.replace("\"r-1\"", "null")))
        .isEqualTo("A partial refund needs a refundId.");
  }

  private static RefundRequest read(String body) {
    return RefundRequestReader.read(JsonBody.parse(body.getBytes(UTF_8)));
  }

  private static String problems(String body) {
    StringBuilder message = new StringBuilder();
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> read(body))
        .satisfies(refused -> message.append(refused.getMessage()));
    return message.toString();
  }
}
