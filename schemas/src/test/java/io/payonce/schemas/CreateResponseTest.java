package io.payonce.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.Attempt;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CreateResponseTest {
  @Test
  void a_creator_is_answered_with_these_bytes() {
    Instant acceptedAt = Instant.parse("2024-02-02T09:30:00.123Z");
    Attempt attempt =
        new Attempt(
            new TransactionId("T-1"),
            PaymentMethod.VNPAY,
            new Money(150_000, "VND"),
            acceptedAt,
            acceptedAt.plusSeconds(900),
            Attempt.Status.PENDING,
            "");

    assertThat(CreateResponse.write(new OrderId("ORD-1"), attempt, "https://pay.example/?a=b&c=d"))
        .isEqualTo(
            "{\"orderId\":\"ORD-1\",\"transactionId\":\"T-1\",\"paymentMethod\":\"VNPAY\","
                + "\"amount\":150000,\"currency\":\"VND\","
                + "\"paymentUrl\":\"https://pay.example/?a=b&c=d\","
                + "\"expiresAt\":\"2024-02-02T09:45:00.123Z\"}");
  }
}
