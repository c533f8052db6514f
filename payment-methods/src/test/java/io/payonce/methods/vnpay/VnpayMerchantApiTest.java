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
    "2024-02-02T16:54:59Z, true, goes out",
    "2024-02-02T16:55:00Z, true, waits",
    "2024-02-02T17:00:00Z, true, waits",
    "2024-02-02T17:04:59Z, true, waits",
    "2024-02-02T17:05:00Z, true, goes out",
    "2024-02-02T16:59:59Z, false, goes out",
    "2024-02-02T17:00:01Z, false, goes out"
  })
  void around_vnpays_midnight_no_refund_is_sent_that_may_have_been_sent_before(
      Instant now, boolean repeated, String what) {
    VnpaySettings settings = VnpaySettings.sandbox("TERMINAL", List.of(new HashSecret("s")));
    try (VnpayMerchantApi api =
        new VnpayMerchantApi(
            settings, VnpayMerchantSettings.at(NOBODY, CallLimits.DEFAULT), () -> now)) {
      RefundAnswer answer = api.refund(call(repeated));
      assertThat(answer).isInstanceOf(RefundAnswer.NotSent.class);
      assertThat(((RefundAnswer.NotSent) answer).why())
          .contains(what.equals("waits") ? "day changes" : "not connected");
    }
  }

  /** By the caller's clock, tomorrow: no other clock than ours matters. */
  private static RefundCall call(boolean repeated) {
    Instant requestedAt = Instant.parse("2024-02-03T17:00:03Z");
    return new RefundCall(
        TransactionId.mintedBy(UUID.randomUUID(), requestedAt),
        TransactionId.mintedBy(UUID.randomUUID(), requestedAt),
        "14000000",
        new Money(10_000, "VND"),
        new Money(10_000, "VND"),
        requestedAt,
        requestedAt,
        Set.of(),
        "Returned",
        repeated);
  }
}
