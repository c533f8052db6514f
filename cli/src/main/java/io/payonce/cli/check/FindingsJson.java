package io.payonce.cli.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.payonce.payments.Claim;
import java.util.List;

/**
 * Writes findings down for programs. What a request claims is written only if it is genuine: a
 * forger's amount must not look like a fact.
 */
final class FindingsJson {
  private FindingsJson() {}

  /** One line. */
  static String write(List<CheckedRequest> requests) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(requests.size());
    for (CheckedRequest request : requests) {
      ObjectNode json = array.addObject();
      json.set("id", request.id());
      json.put("valid", request.isValid());
      switch (request.finding()) {
        case Finding.Genuine(var reference, _, var claim) -> putClaim(json, reference, claim);
        case Finding.Forged(var code, _, _) -> putReason(json, code);
        case Finding.NotValid(var code, _) -> putReason(json, code);
        case Finding.Unreadable _ -> putReason(json, Finding.Unreadable.CODE);
      }
    }
    return array.toString();
  }

  private static void putClaim(ObjectNode json, String reference, Claim claim) {
    json.putNull("reason")
        .put("transactionId", reference)
        .put("gatewayTransactionId", claim.gatewayTransactionId())
        .put("amountMinor", claim.amount().minorUnits())
        .put("currency", claim.amount().currency())
        .put("status", status(claim.status()));
  }

  private static void putReason(ObjectNode json, String code) {
    json.put("reason", code)
        .putNull("transactionId")
        .putNull("gatewayTransactionId")
        .putNull("amountMinor")
        .putNull("currency")
        .putNull("status");
  }

  static String status(Claim.Status status) {
    return switch (status) {
      case SUCCEEDED -> "success";
      case FAILED -> "failed";
      case PENDING -> "pending";
    };
  }
}
