package io.payonce.ingest;

import io.payonce.methods.Parameter;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.VnpaySignature;
import java.util.List;

/** Callbacks as VNPAY sends them. */
final class VnpayCall {
  static final String PATH = "/api/payment/callback/VNPAY";

  private VnpayCall() {}

  /** The signed query of a paid transaction of 10,000 VND. */
  static String paid(String transactionId) {
    return signed(
        List.of(
            new Parameter("vnp_Amount", "1000000"),
            new Parameter("vnp_BankCode", "NCB"),
            new Parameter("vnp_OrderInfo", "Nguyen Van A"),
            new Parameter("vnp_ResponseCode", "00"),
            new Parameter("vnp_TmnCode", Ingress.TERMINAL),
            new Parameter("vnp_TransactionNo", "14422574"),
            new Parameter("vnp_TransactionStatus", "00"),
            new Parameter("vnp_TxnRef", transactionId)));
  }

  /** The signed query of a payment that the customer broke off. */
  static String cancelled(String transactionId) {
    return signed(
        List.of(
            new Parameter("vnp_Amount", "1000000"),
            new Parameter("vnp_ResponseCode", "24"),
            new Parameter("vnp_TmnCode", Ingress.TERMINAL),
            new Parameter("vnp_TransactionNo", "0"),
            new Parameter("vnp_TransactionStatus", "02"),
            new Parameter("vnp_TxnRef", transactionId)));
  }

  /** A paid one with a signature that is another one's. */
  static String forged(String transactionId) {
    return paid(transactionId).replace("vnp_Amount=1000000", "vnp_Amount=9000000");
  }

  static String signed(List<Parameter> parameters) {
    String text = VnpaySignature.canonicalText(parameters);
    return text + "&vnp_SecureHash=" + VnpaySignature.sign(new HashSecret(Ingress.SECRET), text);
  }
}
