package io.payonce.cli.demo;

import io.payonce.simulator.PaymentRequest;
import io.payonce.simulator.VnpayCustomer;
import io.payonce.simulator.VnpayIpn;
import java.util.ArrayList;
import java.util.List;

/**
 * The callbacks of one order, made beforehand.
 *
 * @param before come one by one, first
 * @param payment comes five times at once, then once more later
 * @param after come last
 */
record OrderStory(List<Sending> before, VnpayIpn payment, List<Sending> after) {
  private static final long TOO_LITTLE_VND = 1_000;

  /** One callback and why it is sent. */
  record Sending(Delivery delivery, VnpayIpn ipn) {}

  OrderStory {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  static OrderStory of(Scenario scenario, PaymentRequest request, VnpayCustomer customer) {
    List<Sending> before = new ArrayList<>();
    List<Sending> after = new ArrayList<>();
    switch (scenario) {
      case PLAIN -> {}
      case FORGED_FIRST -> before.add(new Sending(Delivery.FORGED, customer.forge(request)));
      case WRONG_AMOUNT_FIRST ->
          before.add(
              new Sending(Delivery.WRONG_AMOUNT, customer.payOtherAmount(request, TOO_LITTLE_VND)));
      case FAILED_FIRST -> before.add(new Sending(Delivery.FAILED, customer.cancel(request)));
      case PAID_TWICE -> after.add(new Sending(Delivery.OTHER_NUMBER, customer.pay(request)));
    }
    return new OrderStory(before, customer.pay(request), after);
  }
}
