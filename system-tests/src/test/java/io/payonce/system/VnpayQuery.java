package io.payonce.system;

import io.payonce.methods.Parameter;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.VnpaySignature;
import io.payonce.payments.Claim;
import io.payonce.schemas.CallbackCommand;
import java.util.ArrayList;
import java.util.List;

/** Signed queries as VNPAY sends them. */
final class VnpayQuery {
  private static final String HUNDREDTHS = "00";

  private VnpayQuery() {}

  /** The call that an ingress would make this command of. */
  static String of(CallbackCommand callback) {
    return signed(parameters(callback));
  }

  static List<Parameter> parameters(CallbackCommand callback) {
    Claim claim = callback.claim();
    return new ArrayList<>(
        List.of(
            new Parameter("vnp_Amount", claim.amount().minorUnits() + HUNDREDTHS),
            new Parameter("vnp_OrderInfo", "Thanh toan don hang"),
            new Parameter("vnp_ResponseCode", responseCode(claim.status())),
            new Parameter("vnp_TmnCode", Installation.TMN_CODE),
            new Parameter("vnp_TransactionNo", claim.gatewayTransactionId()),
            new Parameter("vnp_TransactionStatus", transactionStatus(claim.status())),
            new Parameter("vnp_TxnRef", callback.transactionId().value())));
  }

  static String signed(List<Parameter> parameters) {
    String text = VnpaySignature.canonicalText(parameters);
    HashSecret secret = new HashSecret(Installation.HASH_SECRET);
    return text + "&" + VnpaySignature.HASH + "=" + VnpaySignature.sign(secret, text);
  }

  private static String responseCode(Claim.Status status) {
    return switch (status) {
      case SUCCEEDED, PENDING -> "00";
      case FAILED -> "24";
    };
  }

  private static String transactionStatus(Claim.Status status) {
    return switch (status) {
      case SUCCEEDED -> "00";
      case PENDING -> "01";
      case FAILED -> "02";
    };
  }
}
