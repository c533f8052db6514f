package io.payonce.simulator;

import static java.util.Objects.requireNonNull;

import io.payonce.methods.Parameter;
import io.payonce.methods.vnpay.VnpaySignature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a merchant's link asks VNPAY to have paid.
 *
 * @param reference the merchant's own ({@code vnp_TxnRef}), echoed in the callback
 * @param hundredths of a VND, as VNPAY counts
 * @param orderInfo for the customer to read
 * @param createDate when the link was made, as VNPAY writes times: 14 digits, GMT+7
 */
public record PaymentRequest(
    String tmnCode, String reference, long hundredths, String orderInfo, String createDate) {
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}");
  private static final Pattern TIME = Pattern.compile("[0-9]{14}");

  public PaymentRequest {
    requireNonNull(tmnCode, "tmnCode is null");
    requireNonNull(reference, "reference is null");
    requireNonNull(orderInfo, "orderInfo is null");
    requireNonNull(createDate, "createDate is null");
  }

  /** What VNPAY makes of a link when it is opened. */
  sealed interface Opened {
    record Genuine(PaymentRequest request) implements Opened {}

    /**
     * @param why for a person
     */
    record Refused(String why) implements Opened {}
  }

  /**
   * Reads a link without checking its signature: for customers who trust the shop.
   *
   * @throws IllegalArgumentException if it is no link to a VNPAY payment
   */
  public static PaymentRequest of(String paymentUrl) {
    int mark = paymentUrl.indexOf('?');
    if (mark < 0) {
      throw new IllegalArgumentException("the payment URL has no parameters");
    }
    return read(fields(Parameter.parse(paymentUrl.substring(mark + 1))));
  }

  /** Reads and checks a link as VNPAY does. */
  static Opened open(String query, VnpayTerminal terminal) {
    try {
      List<Parameter> parameters = Parameter.parse(query);
      Map<String, String> fields = fields(parameters);
      String hash = fields.getOrDefault(VnpaySignature.HASH, "");
      String text = VnpaySignature.canonicalText(parameters);
      if (!VnpaySignature.matches(List.of(terminal.hashSecret()), text, hash)) {
        return new Opened.Refused("The signature is not this merchant's.");
      }
      PaymentRequest request = read(fields);
      return request.tmnCode().equals(terminal.tmnCode())
          ? new Opened.Genuine(request)
          : new Opened.Refused("There is no such terminal.");
    } catch (IllegalArgumentException _) {
      // What is wrong with it does not matter to a customer, who can do nothing about it.
      return new Opened.Refused("This is not a link to a payment.");
    }
  }

  private static Map<String, String> fields(List<Parameter> parameters) {
    Map<String, String> fields = new HashMap<>();
    for (Parameter parameter : parameters) {
      if (fields.putIfAbsent(parameter.name(), parameter.value()) != null) {
        throw new IllegalArgumentException("a parameter is repeated");
      }
    }
    return fields;
  }

  private static PaymentRequest read(Map<String, String> fields) {
    if (!fields.getOrDefault("vnp_Command", "").equals("pay")) {
      throw new IllegalArgumentException("vnp_Command is not pay");
    }
    return new PaymentRequest(
        field(fields, "vnp_TmnCode"),
        field(fields, "vnp_TxnRef"),
        Long.parseLong(field(fields, "vnp_Amount", AMOUNT)),
        field(fields, "vnp_OrderInfo"),
        field(fields, "vnp_CreateDate", TIME));
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static String field(Map<String, String> fields, String name, Pattern form) {
    String value = field(fields, name);
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(name + " is not spelled as VNPAY spells it");
    }
    return value;
  }
}
