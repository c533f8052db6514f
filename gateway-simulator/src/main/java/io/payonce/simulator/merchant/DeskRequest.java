package io.payonce.simulator.merchant;

import io.payonce.methods.vnpay.FlatJson;
import io.payonce.methods.vnpay.MerchantMessage;
import java.util.Map;

/**
 * What a merchant posted.
 *
 * @param fields none if it was no flat JSON object
 */
record DeskRequest(Map<String, String> fields) {
  static final String REFUND = "refund";
  static final String QUERY = "querydr";

  static DeskRequest read(byte[] body) {
    try {
      return new DeskRequest(FlatJson.read(body));
    } catch (IllegalArgumentException _) {
      // The desk answers that it cannot read it.
      return new DeskRequest(Map.of());
    }
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  String command() {
    return field("vnp_Command");
  }

  String reference() {
    return field("vnp_TxnRef");
  }

  MerchantMessage form() {
    return command().equals(QUERY) ? MerchantMessage.QUERY : MerchantMessage.REFUND;
  }

  MerchantMessage answerForm() {
    return command().equals(QUERY) ? MerchantMessage.QUERY_ANSWER : MerchantMessage.REFUND_ANSWER;
  }
}
