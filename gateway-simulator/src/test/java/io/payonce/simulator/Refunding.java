package io.payonce.simulator;

import io.payonce.methods.MerchantApi;
import io.payonce.methods.PaymentCall;
import io.payonce.methods.RefundCall;
import io.payonce.methods.calls.BreakerRule;
import io.payonce.methods.calls.CallLimits;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpayMerchantSettings;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.methods.vnpay.VnpayTime;
import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import io.payonce.simulator.merchant.BooksPage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A simulator, a merchant's client of it, and the strings to pull. */
final class Refunding implements AutoCloseable {
  static final BreakerRule NO_BREAKER = new BreakerRule(10_000, 100, Duration.ofSeconds(1));
  static final Duration ANSWER_WITHIN = Duration.ofMillis(400);

  private static final long VND = 50_000;

  private final GatewaySimulator simulator;
  private final Instant paidAt = Instant.now();
  private final MerchantApi api;
  private final SimulatorControl control;

  Refunding() {
    this(250, NO_BREAKER);
  }

  Refunding(int callsAtOnce, BreakerRule breaker) {
    simulator =
        GatewaySimulator.start(
            Map.of(
                "VNPAY_TMN_CODE", Shop.TMN_CODE,
                "VNPAY_HASH_SECRET", Shop.SECRET,
                "SIMULATOR_PORT", "0",
                "SIMULATOR_REFUND_TO_BANK", "0s",
                "SIMULATOR_REFUND_TO_END", "1h"));
    URI address = URI.create("http://127.0.0.1:" + simulator.port());
    control = new SimulatorControl(address);
    api =
        new Vnpay(
                VnpaySettings.sandbox(Shop.TMN_CODE, List.of(new HashSecret(Shop.SECRET))),
                VnpayMerchantSettings.at(
                    address.resolve(GatewaySimulator.MERCHANT_API),
                    new CallLimits(ANSWER_WITHIN, ANSWER_WITHIN, callsAtOnce, breaker)))
            .merchantApi()
            .orElseThrow();
  }

  MerchantApi api() {
    return api;
  }

  SimulatorControl control() {
    return control;
  }

  /** A payment of 50,000 VND that the simulator has booked. */
  Paid paid() {
    TransactionId payment = minted();
    return new Paid(
        payment, control.bookPayment(payment.value(), VND, VnpayTime.text(paidAt)), paidAt);
  }

  static TransactionId minted() {
    return TransactionId.mintedBy(UUID.randomUUID(), Instant.now());
  }

  BooksPage.Payment booked(Paid paid) {
    return control.books().payment(paid.payment().value()).orElseThrow();
  }

  /** A payment that the simulator knows. */
  record Paid(TransactionId payment, String number, Instant at) {
    RefundCall refund(long vnd, String... otherNumbers) {
      return new RefundCall(
          minted(),
          payment,
          number,
          new Money(VND, "VND"),
          new Money(vnd, "VND"),
          at,
          Instant.now(),
          Set.of(otherNumbers),
          "Returned",
          false);
    }

    PaymentCall asked() {
      return new PaymentCall(payment, at);
    }
  }

  @Override
  public void close() {
    api.close();
    control.close();
    simulator.close();
  }
}
