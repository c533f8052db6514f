package io.payonce.cli.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.payonce.methods.Parameter;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.VnpaySignature;

/** Captured requests to check: three that were published, and others signed here. */
final class Captured {
  static final String TMN_CODE = "TEST_TMN_CODE";
  static final String SECRET = "test_secret";

  /** What vectors s1 and s2 sign, up to their response codes. */
  static final String TEXT =
      "vnp_Amount=1000000&vnp_BankCode=NCB&vnp_BankTranNo=VNP14422574&vnp_CardType=ATM"
          + "&vnp_OrderInfo=Thanh+toan+don+hang+2024-05-21T02%3A17%3A31.249Z"
          + "&vnp_PayDate=20240521091806&vnp_ResponseCode=00&vnp_TmnCode=TEST_TMN_CODE"
          + "&vnp_TransactionNo=14422574&vnp_TransactionStatus=00&vnp_TxnRef=1716257871703";

  static final String S1 =
      TEXT
          + "&vnp_SecureHash=649982421beb422556a1374713c74e58e716ecbd05007c0c0e1f7effdfaf361d"
          + "bf146889ca446139afe11b9954c4d5c486e99e3b86fcfab6957f29eb0be72895";
  static final String S2 =
      TEXT.replace("vnp_ResponseCode=00", "vnp_ResponseCode=99")
          + "&vnp_SecureHash=503194f6d93b57b357b2d1d09742565e67e86d771352c5dca4fc8d39df3d392c"
          + "6b3809add9405f97cfb9631f445e36c80656cfbf47eac67d97fa165865c13e1b";

  /** Signed rightly, but no whole callback; the spelling is the publisher's. */
  static final String S3 =
      "vnp_Amount=10000&vnp_OrderInfo=Payment+for+order+%231234567890&vnp_TnxRef=1234567890"
          + "&vnp_SecureHash=7bb8160a5d2085a85b3267817a40ee4f770a335282f19714726e6fc6f28a64c7"
          + "5a1e7e9c1aa96f3cbda5ce44095088fb4cb2af66c596d2f655b0b53966312089";

  static final String S3_SECRET = "YOUR_SECURE_SECRET";

  private Captured() {}

  static ObjectNode get(String id, String query) {
    return get(id, query, SECRET);
  }

  static ObjectNode get(String id, String query, String secret) {
    ObjectNode request = request(id, secret);
    request.putObject("http").put("method", "GET").put("query", query);
    return request;
  }

  static ObjectNode post(String contentType, String query, String body) {
    ObjectNode request = request("post", SECRET);
    ObjectNode http = request.putObject("http").put("method", "POST");
    http.put("query", query)
        .put("body", body)
        .putObject("headers")
        .put("Content-Type", contentType);
    return request;
  }

  /** A query that VNPAY could have sent: the text, changed, and its right signature. */
  static String signed(String find, String replacement) {
    String text = TEXT.replace(find, replacement);
    String canonical = VnpaySignature.canonicalText(Parameter.parse(text));
    String hash = VnpaySignature.sign(new HashSecret(SECRET), canonical);
    return text + "&" + VnpaySignature.HASH + "=" + hash;
  }

  private static ObjectNode request(String id, String secret) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("id", id).put("gateway", "VNPAY");
    request.putObject("secrets").put("tmnCode", TMN_CODE).put("hashSecret", secret);
    return request;
  }
}
