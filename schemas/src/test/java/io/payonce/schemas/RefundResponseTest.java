package io.payonce.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.Refund;
import io.payonce.payments.TransactionId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefundResponseTest {
  private static final OrderId ORDER = new OrderId("ORD-1");

  @Test
  void the_caller_of_a_partial_refund_is_answered_with_these_bytes() {
    assertThat(RefundResponse.write(ORDER, refund("R-1", Refund.Status.PROCESSING)))
        .isEqualTo(
            "{\"orderId\":\"ORD-1\",\"transactionId\":\"T-2\",\"refundId\":\"R-1\","
                + "\"amount\":50000,\"currency\":\"VND\",\"status\":\"PROCESSING\"}");
  }

  @Test
  void the_caller_of_a_full_refund_is_answered_with_these_bytes() {
    assertThat(RefundResponse.write(ORDER, refund("", Refund.Status.SUCCEEDED)))
        .isEqualTo(
            "{\"orderId\":\"ORD-1\",\"transactionId\":\"T-2\","
                + "\"amount\":50000,\"currency\":\"VND\",\"status\":\"SUCCEEDED\"}");
  }

  @ParameterizedTest
  @EnumSource(names = {"REQUESTED", "UNKNOWN", "FAILED"})
  void what_the_gateway_has_not_taken_is_not_answered_so(Refund.Status status) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RefundResponse.write(ORDER, refund("R-1", status)));
  }

  private static Refund refund(String refundId, Refund.Status status) {
    return new Refund(
        new TransactionId("T-2"),
        new TransactionId("T-1"),
        refundId,
        new Money(50_000, "VND"),
        List.of(),
        Instant.parse("2024-02-03T08:00:00Z"),
        status,
        "7");
  }
}
