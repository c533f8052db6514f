package io.payonce.benchmarks.ingress;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.payonce.methods.Parameter;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.VnpaySignature;
import io.payonce.payments.TransactionId;
import java.util.List;

/** The callbacks of the run, as VNPAY sends them: each pays a numbered transaction of its own. */
final class SignedCall {
  static final String TERMINAL = "BENCHTMN";
  static final String SECRET = "ONLYFORTHEBENCHMARKOFTHEINGRESS";

  private static final HashSecret KEY = new HashSecret(SECRET);
  private static final String PATH = "/api/payment/callback/VNPAY";
  private static final String TRANSACTION_PREFIX = "260101_";
  private static final int TRANSACTION_DIGITS = 26;
  private static final long FIRST_GATEWAY_NUMBER = 10_000_000;

  private SignedCall() {}

  /** The whole request. */
  static byte[] request(long number) {
    return ("GET "
            + PATH
            + "?"
            + query(number)
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n")
        .getBytes(US_ASCII);
  }

  /** The query alone, about 400 characters. */
  static String query(long number) {
    String text = VnpaySignature.canonicalText(parameters(number));
    return text + "&" + VnpaySignature.HASH + "=" + VnpaySignature.sign(KEY, text);
  }

  private static List<Parameter> parameters(long number) {
    String gatewayNumber = Long.toString(FIRST_GATEWAY_NUMBER + number);
    return List.of(
        new Parameter("vnp_Amount", (1_000 + number % 1_000_000) + "00"),
        new Parameter("vnp_BankCode", "NCB"),
        new Parameter("vnp_BankTranNo", "VNP" + gatewayNumber),
        new Parameter("vnp_CardType", "ATM"),
        new Parameter("vnp_OrderInfo", "Thanh toan don hang " + number),
        new Parameter("vnp_PayDate", "20260101120000"),
        new Parameter("vnp_ResponseCode", "00"),
        new Parameter("vnp_TmnCode", TERMINAL),
        new Parameter("vnp_TransactionNo", gatewayNumber),
        new Parameter("vnp_TransactionStatus", "00"),
        new Parameter("vnp_TxnRef", transactionId(number).value()));
  }

  static TransactionId transactionId(long number) {
    String digits = Long.toString(number);
    return new TransactionId(
        TRANSACTION_PREFIX + "0".repeat(TRANSACTION_DIGITS - digits.length()) + digits);
  }

  /** The number of the callback with this transaction. */
  static long number(TransactionId transactionId) {
    return Long.parseLong(transactionId.value().substring(TRANSACTION_PREFIX.length()));
  }
}
