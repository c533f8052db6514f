package io.payonce.methods.vnpay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.payonce.methods.RefundCall;
import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MerchantRequestsTest {
  private final MerchantRequests requests = new MerchantRequests(Sheet.SETTINGS, Sheet.MERCHANT);

  @Test
  void refund_says_all_that_it_signs_in_plain_text() {
    Map<String, String> sent = read(requests.refund(Sheet.refundOf(20_000), Sheet.NOW));

    assertThat(sent)
        .containsEntry("vnp_RequestId", "0000000000000000000000RFD1")
        .containsEntry("vnp_Version", "2.1.0")
        .containsEntry("vnp_Command", "refund")
        .containsEntry("vnp_TmnCode", "SHEETTMN")
        .containsEntry("vnp_TransactionType", "03")
        .containsEntry("vnp_TxnRef", Sheet.PAYMENT.value())
        .containsEntry("vnp_Amount", "2000000")
        .containsEntry("vnp_TransactionNo", "15000001")
        .containsEntry("vnp_TransactionDate", "20261101083000")
        .containsEntry("vnp_CreateBy", "admin")
        .containsEntry("vnp_CreateDate", "20261102090000")
        .containsEntry("vnp_IpAddr", "203.0.113.7")
        .containsEntry("vnp_OrderInfo", "Hoan tien mot phan");
    assertThat(sent.keySet()).containsAll(MerchantMessage.REFUND.signedFields());
    assertThat(MerchantMessage.REFUND.isSignedBy(List.of(Sheet.SECRET), sent)).isTrue();
  }

  @Test
  void refund_of_all_is_a_whole_one() {
    assertThat(read(requests.refund(Sheet.refundOf(50_000), Sheet.NOW)))
        .containsEntry("vnp_TransactionType", "02")
        .containsEntry("vnp_Amount", "5000000");
  }

  @Test
  void refund_has_one_number_and_each_query_its_own() {
    RefundCall call = Sheet.refundOf(20_000);
    assertThat(requests.refund(call, Sheet.NOW)).isEqualTo(requests.refund(call, Sheet.NOW));

    Map<String, String> first = read(query());
    assertThat(first.get("vnp_RequestId"))
        .matches("[0-9A-Z]{26}")
        .isNotEqualTo(read(query()).get("vnp_RequestId"));
    assertThat(first)
        .containsEntry("vnp_TxnRef", Sheet.PAYMENT.value())
        .containsEntry("vnp_TransactionDate", "20261101083000")
        .containsEntry("vnp_CreateDate", "20261102090000");
    assertThat(MerchantMessage.QUERY.isSignedBy(List.of(Sheet.SECRET), first)).isTrue();
  }

  @Test
  void number_comes_of_a_minted_reference_only() {
    RefundCall call = Sheet.refundOf(20_000);
    RefundCall foreign = with(call, new TransactionId("REFUND-1"), call.paymentAmount());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> requests.refund(foreign, Sheet.NOW))
        .withMessageContaining("minted");
    RefundCall dollars = with(call, call.refund(), new Money(5, "USD"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> requests.refund(dollars, Sheet.NOW))
        .withMessageContaining("USD");
  }

  private static RefundCall with(RefundCall call, TransactionId refund, Money amount) {
    return new RefundCall(
        refund,
        call.payment(),
        call.paymentGatewayId(),
        amount,
        amount,
        call.paymentCreatedAt(),
        call.requestedAt(),
        Set.of(),
        "",
        false);
  }

  private String query() {
    return requests.query(Sheet.PAYMENT, Sheet.PAID_AT, Sheet.NOW);
  }

  private static Map<String, String> read(String json) {
    return FlatJson.read(json.getBytes(UTF_8));
  }
}
