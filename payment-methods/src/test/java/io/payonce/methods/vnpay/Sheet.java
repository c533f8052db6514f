package io.payonce.methods.vnpay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.payonce.methods.RefundCall;
import io.payonce.methods.calls.CallLimits;
import io.payonce.methods.calls.CallResult;
import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One terminal, one payment of 50,000 VND, and answers about it as VNPAY signs them. */
final class Sheet {
  static final HashSecret SECRET = new HashSecret("SHEETVNPAYHASHSECRET0123456789AB");
  static final VnpaySettings SETTINGS = VnpaySettings.sandbox("SHEETTMN", List.of(SECRET));
  static final VnpayMerchantSettings MERCHANT =
      new VnpayMerchantSettings(
          VnpayMerchantSettings.SANDBOX_API_URL, "admin", "203.0.113.7", CallLimits.DEFAULT);
  static final TransactionId PAYMENT = new TransactionId("261101_0000000000000000000000PAY1");
  static final TransactionId REFUND = new TransactionId("261102_0000000000000000000000RFD1");
  static final Money PAID = new Money(50_000, "VND");
  static final String PAYMENT_NUMBER = "15000001";
  static final Instant PAID_AT = Instant.parse("2026-11-01T01:30:00Z");
  static final Instant NOW = Instant.parse("2026-11-02T02:00:00Z");

  private Sheet() {}

  static RefundCall refundOf(long vnd, String... otherNumbers) {
    return new RefundCall(
        REFUND,
        PAYMENT,
        PAYMENT_NUMBER,
        PAID,
        new Money(vnd, "VND"),
        PAID_AT,
        NOW,
        Set.of(otherNumbers),
        "Hoàn tiền | một phần",
        false);
  }

  /** What a refund of 20,000 VND is answered, but for what is given. */
  static CallResult refundAnswer(Map<String, String> changes) {
    return answer(
        MerchantMessage.REFUND_ANSWER,
        Map.of(
            "vnp_Command", "refund",
            "vnp_Amount", "2000000",
            "vnp_TransactionNo", "15000002",
            "vnp_TransactionType", "03",
            "vnp_TransactionStatus", "05"),
        changes);
  }

  /** What a query about the payment is answered before any refund, but for what is given. */
  static CallResult queryAnswer(Map<String, String> changes) {
    return answer(
        MerchantMessage.QUERY_ANSWER,
        Map.of(
            "vnp_Command", "querydr",
            "vnp_Amount", "5000000",
            "vnp_TransactionNo", PAYMENT_NUMBER,
            "vnp_TransactionType", "01",
            "vnp_TransactionStatus", "00"),
        changes);
  }

  private static CallResult answer(
      MerchantMessage form, Map<String, String> usual, Map<String, String> changes) {
    Map<String, String> fields =
        new TreeMap<>(
            Map.of(
                "vnp_ResponseId", "rs0001",
                "vnp_ResponseCode", "00",
                "vnp_Message", "Yêu cầu\nthành công",
                "vnp_TmnCode", "SHEETTMN",
                "vnp_TxnRef", PAYMENT.value(),
                "vnp_OrderInfo", "Hoan tien"));
    fields.putAll(usual);
    fields.putAll(changes);
    return new CallResult.Answered(200, form.signed(fields, SECRET).getBytes(UTF_8));
  }
}
