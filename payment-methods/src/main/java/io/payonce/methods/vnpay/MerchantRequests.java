package io.payonce.methods.vnpay;

import io.payonce.methods.RefundCall;
import io.payonce.payments.TransactionId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** What is posted to VNPAY's merchant API: every signed field is sent, so both say the same. */
final class MerchantRequests {
  static final String REFUND = "refund";
  static final String QUERY = "querydr";
  static final String WHOLE = "02";
  static final String PART = "03";

  private static final String VERSION = "2.1.0";
  private static final Pattern MINTED = Pattern.compile("[0-9]{6}_[0-9A-Z]{26}");
  private static final int DAY_LENGTH = 7;

  private final VnpaySettings settings;
  private final VnpayMerchantSettings merchant;

  MerchantRequests(VnpaySettings settings, VnpayMerchantSettings merchant) {
    this.settings = settings;
    this.merchant = merchant;
  }

  /**
   * A refund. Its number is made of our own reference and so is the same whenever it is sent: VNPAY
   * takes each number once a day.
   */
  String refund(RefundCall call, Instant now) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("vnp_RequestId", number(call.refund()));
    fields.put("vnp_Version", VERSION);
    fields.put("vnp_Command", REFUND);
    fields.put("vnp_TmnCode", settings.tmnCode());
    fields.put("vnp_TransactionType", call.isWhole() ? WHOLE : PART);
    fields.put("vnp_TxnRef", call.payment().value());
    fields.put("vnp_Amount", Long.toString(Vnpay.hundredths(call.amount())));
    fields.put("vnp_TransactionNo", call.paymentGatewayId());
    fields.put("vnp_TransactionDate", VnpayTime.text(call.paymentCreatedAt()));
    fields.put("vnp_CreateBy", merchant.createBy());
    fields.put("vnp_CreateDate", VnpayTime.text(now));
    fields.put("vnp_IpAddr", merchant.ipAddress());
    fields.put("vnp_OrderInfo", VnpayText.plain(call.note(), "Hoan tien " + call.refund()));
    return MerchantMessage.REFUND.signed(fields, settings.hashSecrets().getFirst());
  }

  /** A query, under a number that was never used: VNPAY answers each number once. */
  String query(TransactionId payment, Instant paymentCreatedAt, Instant now) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("vnp_RequestId", number(TransactionId.mintedBy(UUID.randomUUID(), now)));
    fields.put("vnp_Version", VERSION);
    fields.put("vnp_Command", QUERY);
    fields.put("vnp_TmnCode", settings.tmnCode());
    fields.put("vnp_TxnRef", payment.value());
    fields.put("vnp_TransactionDate", VnpayTime.text(paymentCreatedAt));
    fields.put("vnp_CreateDate", VnpayTime.text(now));
    fields.put("vnp_IpAddr", merchant.ipAddress());
    fields.put("vnp_OrderInfo", "Truy van " + payment);
    return MerchantMessage.QUERY.signed(fields, settings.hashSecrets().getFirst());
  }

  /** The reference without its day: VNPAY takes 32 letters and digits at most. */
  private static String number(TransactionId minted) {
    if (!MINTED.matcher(minted.value()).matches()) {
      throw new IllegalArgumentException("a refund's reference must be a minted one");
    }
    return minted.value().substring(DAY_LENGTH);
  }
}
