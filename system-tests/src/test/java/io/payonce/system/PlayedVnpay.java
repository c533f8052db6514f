package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import io.payonce.methods.MerchantApi;
import io.payonce.methods.RefundAnswer;
import io.payonce.methods.RefundCall;
import io.payonce.methods.calls.CallLimits;
import io.payonce.methods.vnpay.HashSecret;
import io.payonce.methods.vnpay.Vnpay;
import io.payonce.methods.vnpay.VnpayMerchantSettings;
import io.payonce.methods.vnpay.VnpaySettings;
import io.payonce.methods.vnpay.VnpayTime;
import io.payonce.payments.Money;
import io.payonce.payments.TransactionId;
import io.payonce.simulator.GatewaySimulator;
import io.payonce.simulator.SimulatorControl;
import io.payonce.simulator.merchant.BooksPage;
import io.payonce.simulator.merchant.Fault;
import io.payonce.simulator.merchant.FaultRule;
import io.payonce.simulator.merchant.FaultSeed;
import io.payonce.simulator.merchant.RefundDelays;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** VNPAY with books of its own, whose refunds are final as soon as it is asked about them. */
final class PlayedVnpay implements AutoCloseable {
  private final GatewaySimulator simulator =
      GatewaySimulator.start(
          Map.of(
              "SIMULATOR_PORT", "0",
              "VNPAY_TMN_CODE", Installation.TMN_CODE,
              "VNPAY_HASH_SECRET", Installation.HASH_SECRET));
  private final SimulatorControl control = new SimulatorControl(address(""));

  PlayedVnpay() {
    control.delays(new RefundDelays(Duration.ZERO, Duration.ZERO));
  }

  URI merchantApi() {
    return address(GatewaySimulator.MERCHANT_API);
  }

  /** Books a payment that a customer made, and returns VNPAY's number for it. */
  String book(TransactionId payment, Money amount, Instant createdAt) {
    return control.bookPayment(payment.value(), amount.minorUnits(), VnpayTime.text(createdAt));
  }

  /** Something goes wrong with the next refund of a payment. */
  void faultOfRefund(TransactionId payment, Fault fault) {
    control.fault(new FaultRule(fault, "refund", payment.value(), 1));
  }

  /** Something goes wrong with the next question about a payment. */
  void faultOfQuery(TransactionId payment, Fault fault) {
    control.fault(new FaultRule(fault, "querydr", payment.value(), 1));
  }

  /** Somebody pays a part of it back by hand, past us. */
  void refundByHand(RefundedOrder order, Money part) {
    Instant now = Instant.now();
    Vnpay vnpay =
        new Vnpay(
            VnpaySettings.sandbox(
                Installation.TMN_CODE, List.of(new HashSecret(Installation.HASH_SECRET))),
            VnpayMerchantSettings.at(merchantApi(), CallLimits.DEFAULT));
    try (MerchantApi api = vnpay.merchantApi().orElseThrow()) {
      RefundAnswer answer =
          api.refund(
              new RefundCall(
                  TransactionId.mintedBy(Generators.timeBasedEpochGenerator().generate(), now),
                  order.payment(),
                  "",
                  new Money(order.amount(), "VND"),
                  part,
                  order.create().acceptedAt(),
                  now,
                  Set.of(),
                  "by hand",
                  false));
      assertThat(answer).isInstanceOf(RefundAnswer.Processing.class);
    }
  }

  void seed(FaultSeed seed) {
    control.seed(seed);
  }

  void clearFaults() {
    control.clearFaults();
  }

  BooksPage books() {
    return control.books();
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + simulator.port() + path);
  }

  @Override
  public void close() {
    control.close();
    simulator.close();
  }
}
