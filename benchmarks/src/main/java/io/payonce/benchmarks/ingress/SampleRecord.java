package io.payonce.benchmarks.ingress;

import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.Parameter;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.CallbackCommand;
import io.payonce.schemas.CommandWriter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The size of the records that the ingress produces. */
record SampleRecord(int keyLength, int valueBytes) {
  private static final int SHA256_HEX_LENGTH = 64;

  /** Of what the ingress makes of one of the run's callbacks; they are all of the same form. */
  static SampleRecord ofIngress() {
    CallbackCommand command = command(100_000);
    return new SampleRecord(command.key().value().length(), CommandWriter.write(command).length);
  }

  /** What the ingress makes of the callback with this number, but for its id and digest. */
  static CallbackCommand command(long number) {
    Vnpay vnpay =
        new Vnpay(
            VnpaySettings.sandbox(SignedCall.TERMINAL, List.of(new HashSecret(SignedCall.SECRET))));
    if (!(vnpay.verify(Parameter.parse(SignedCall.query(number)))
        instanceof CallbackVerdict.Genuine genuine)) {
      throw new IllegalStateException("the run's own callbacks are not genuine");
    }
    return new CallbackCommand(
        new UUID(0, 0),
        Instant.now(),
        PaymentMethod.VNPAY,
        genuine.transactionId(),
        genuine.claim(),
        new CallbackCommand.Evidence(
            CallbackCommand.Source.IPN, genuine.fields(), "0".repeat(SHA256_HEX_LENGTH)));
  }
}
