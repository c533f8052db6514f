package io.payonce.methods.vnpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.methods.RefundAnswer;
import io.payonce.methods.RefundCall;
import io.payonce.methods.calls.CallLimits;
import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody listens at the address, so whatever goes out comes back as not connected. */
class VnpayMerchantApiTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");

  @ParameterizedTest
  @CsvSource({
    "2024-02-02T16:59:59Z, 2024-02-02T16:59:30Z, goes out",
    "2024-02-02T17:00:00Z, 2024-02-02T16:59:59Z, waits",
    "2024-02-02T17:04:59Z, 2024-02-01T08:00:00Z, waits",
    "2024-02-02T17:05:00Z, 2024-02-02T16:59:59Z, goes out",
    "2024-02-02T17:00:01Z, 2024-02-02T17:00:00Z, goes out"
  })
  void just_after_vnpays_midnight_no_refund_of_before_is_sent(
      Instant now, Instant requestedAt, String what) {
    VnpaySettings settings = VnpaySettings.sandbox("TERMINAL", List.of(new HashSecret("s")));
    try (VnpayMerchantApi api =
        new VnpayMerchantApi(
            settings, VnpayMerchantSettings.at(NOBODY, CallLimits.DEFAULT), () -> now)) {
      RefundAnswer answer = api.refund(call(requestedAt));
      assertThat(answer).isInstanceOf(RefundAnswer.NotSent.class);
      assertThat(((RefundAnswer.NotSent) answer).why())
          .contains(what.equals("waits") ? "day is new" : "not connected");
    }
  }

  private static RefundCall call(Instant requestedAt) {
    return new RefundCall(
        TransactionId.mintedBy(UUID.randomUUID(), requestedAt),
        TransactionId.mintedBy(UUID.randomUUID(), requestedAt),
        "14000000",
        new Money(10_000, "VND"),
        new Money(10_000, "VND"),
        requestedAt,
        requestedAt,
        Set.of(),
        "Returned");
  }
}
