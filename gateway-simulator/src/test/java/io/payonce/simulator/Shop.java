package io.payonce.simulator;

import io.payonce.methods.PaymentPage;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CreateCommand.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A merchant's side of the protocol, as the services speak it. */
final class Shop {
  static final String TMN_CODE = "TESTTMN1";
  static final String SECRET = "SECRETOFTHETESTS";
  static final VnpayTerminal TERMINAL = new VnpayTerminal(TMN_CODE, new HashSecret(SECRET));
  static final TransactionId TRANSACTION = new TransactionId("261124_00000000000000000000000042");
  static final Money PRICE = new Money(250_000, "VND");
  static final Vnpay VNPAY =
      new Vnpay(VnpaySettings.sandbox(TMN_CODE, List.of(new HashSecret(SECRET))));

  private Shop() {}

  static String paymentUrl() {
    Instant now = Instant.parse("2026-11-24T06:00:00Z");
    return VNPAY.paymentUrl(
        new PaymentPage(
            TRANSACTION,
            PRICE,
            now,
            now.plus(Duration.ofMinutes(15)),
            new Presentation("", "", "Two books", "en")));
  }

  static String query() {
    String url = paymentUrl();
    return url.substring(url.indexOf('?') + 1);
  }
}
