package io.payonce.benchmarks.micro;

import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.Parameter;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.methods.vnpay.VnpaySignature;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One callback of VNPAY's, in each of the forms it takes on its way. */
final class SampleCallback {
  static final TransactionId TRANSACTION = new TransactionId("260101_00000000000000000000012345");
  static final UUID COMMAND = new UUID(0x0197_0000_0000_7000L, 0x8000_0000_0000_0001L);
  static final Instant RECEIVED_AT = Instant.parse("2026-01-01T05:00:00Z");
  static final long VND = 150_000;

  private static final String TERMINAL = "BENCHTMN";
  private static final HashSecret SECRET = new HashSecret("ONLYFORTHEBENCHMARKOFTHEPUREPARTS");
  private static final String SHA256 = "0".repeat(64);

  private SampleCallback() {}

  static Vnpay vnpay() {
    return new Vnpay(VnpaySettings.sandbox(TERMINAL, List.of(SECRET)));
  }

  /** As it stands in the URL. */
  static String query() {
    String text =
        VnpaySignature.canonicalText(
            List.of(
                new Parameter("vnp_Amount", VND + "00"),
                new Parameter("vnp_BankCode", "NCB"),
                new Parameter("vnp_BankTranNo", "VNP14422574"),
                new Parameter("vnp_CardType", "ATM"),
                new Parameter("vnp_OrderInfo", "Thanh toan don hang 12345"),
                new Parameter("vnp_PayDate", "20260101120000"),
                new Parameter("vnp_ResponseCode", "00"),
                new Parameter("vnp_TmnCode", TERMINAL),
                new Parameter("vnp_TransactionNo", "14422574"),
                new Parameter("vnp_TransactionStatus", "00"),
                new Parameter("vnp_TxnRef", TRANSACTION.value())));
    return text + "&" + VnpaySignature.HASH + "=" + VnpaySignature.sign(SECRET, text);
  }

  /** What the ingress makes of it. */
  static CallbackCommand command() {
    if (vnpay().verify(Parameter.parse(query())) instanceof CallbackVerdict.Genuine genuine) {
      return new CallbackCommand(
          COMMAND,
          RECEIVED_AT,
          PaymentMethod.VNPAY,
          genuine.transactionId(),
          genuine.claim(),
          new CallbackCommand.Evidence(CallbackCommand.Source.IPN, genuine.fields(), SHA256));
    }
    throw new IllegalStateException("the sample is not genuine");
  }
}
