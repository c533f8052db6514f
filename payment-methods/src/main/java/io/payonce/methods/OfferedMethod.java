package io.payonce.methods;

import io.payonce.payments.Money;
import io.payonce.payments.PaymentMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A payment method that this installation is set up for. Safe for many threads. */
public interface OfferedMethod {
  PaymentMethod method();

  /** Tells what a callback is. */
  CallbackVerdict verify(List<Parameter> receivedInOrder);

  /** Puts an acknowledgement into the gateway's own words. */
  GatewayAnswer answer(Acknowledgement acknowledgement);

  /** Whether the gateway takes such an amount, in such a currency. */
  boolean takes(Money amount);

  /** How long an attempt stays open, counted from when its create was accepted. */
  Duration paymentWindow();

  /**
   * Where the customer's browser goes to pay: a function of the page and the settings alone, so it
   * is the same whenever it is asked for.
   *
   * @throws IllegalArgumentException if the gateway does not take the amount
   */
  String paymentUrl(PaymentPage page);

  /**
   * The way to call the gateway, always the same one; empty where this installation is not set up
   * to. Whoever makes the method closes it.
   */
  Optional<MerchantApi> merchantApi();
}
