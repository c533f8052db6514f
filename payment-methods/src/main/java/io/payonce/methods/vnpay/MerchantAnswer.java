package io.payonce.methods.vnpay;

import io.payonce.payments.Money;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An answer of VNPAY's merchant API whose signature was found to be VNPAY's.
 *
 * @param fields as they stand in the JSON
 */
record MerchantAnswer(Map<String, String> fields) {
  /** Not final: the refund is at VNPAY, or on its way to the bank. */
  static final String AT_VNPAY = "05";

  static final String AT_THE_BANK = "06";
  static final String SUCCESS = "00";
  static final String REFUND_REFUSED = "09";
  static final String PAYMENT = "01";

  private static final Pattern HUNDREDTHS = Pattern.compile("[0-9]{1,12}");
  private static final Pattern NUMBER = Pattern.compile("0*[1-9][0-9]*");
  private static final int LONGEST_NUMBER = 15;

  /** What VNPAY did with the request. */
  String code() {
    return field("vnp_ResponseCode");
  }

  /** For people: VNPAY's words, without what could spoil a log. */
  String message() {
    return VnpayText.plain(field("vnp_Message"), "no message");
  }

  String reference() {
    return field("vnp_TxnRef");
  }

  /** {@code 01} for a payment, {@code 02} for a whole and {@code 03} for a partial refund. */
  String type() {
    return field("vnp_TransactionType");
  }

  boolean isOfRefund() {
    return type().equals(MerchantRequests.WHOLE) || type().equals(MerchantRequests.PART);
  }

  /** How what the answer is about stands. */
  String status() {
    return field("vnp_TransactionStatus");
  }

  /** VNPAY's own number; empty where it is missing, zero or not spelled as one. */
  Optional<String> number() {
    String number = field("vnp_TransactionNo");
    return number.length() <= LONGEST_NUMBER && NUMBER.matcher(number).matches()
        ? Optional.of(number)
        : Optional.empty();
  }

  /** Empty where it is missing or no whole number of VND. */
  Optional<Money> amount() {
    String hundredths = field("vnp_Amount");
    return HUNDREDTHS.matcher(hundredths).matches() && hundredths.endsWith("00")
        ? Optional.of(new Money(Long.parseLong(hundredths) / Vnpay.UNITS_PER_VND, Vnpay.CURRENCY))
        : Optional.empty();
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }
}
