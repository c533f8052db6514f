package io.payonce.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.CallbackVerdict.Forged;
import io.payonce.methods.CallbackVerdict.Genuine;
import io.payonce.methods.Parameter;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import org.junit.jupiter.api.Test;

class VnpayCustomerTest {
  private final VnpayCustomer customer =
      new VnpayCustomer(Shop.TERMINAL, new GatewayNumbers(14_000_001));
  private final PaymentRequest request = PaymentRequest.of(Shop.paymentUrl());

  @Test
  void payment_is_a_signed_success_of_what_was_asked_for() {
    Genuine genuine = genuine(customer.pay(request));

    assertThat(genuine.transactionId()).isEqualTo(Shop.TRANSACTION);
    assertThat(genuine.claim())
        .isEqualTo(new Claim(Claim.Status.SUCCEEDED, Shop.PRICE, "14000001"));
  }

  @Test
  void second_payment_has_another_gateway_number() {
    customer.pay(request);

    assertThat(genuine(customer.pay(request)).claim().gatewayTransactionId()).isEqualTo("14000002");
  }

  @Test
  void cancellation_is_a_signed_failure_without_a_number() {
    assertThat(genuine(customer.cancel(request)).claim())
        .isEqualTo(new Claim(Claim.Status.FAILED, Shop.PRICE, "0"));
  }

  @Test
  void other_amount_is_signed_as_it_was_paid() {
    assertThat(genuine(customer.payOtherAmount(request, 1_000)).claim().amount())
        .isEqualTo(new Money(1_000, "VND"));
  }

  @Test
  void forgery_is_seen_through() {
    assertThat(verdict(customer.forge(request))).isInstanceOf(Forged.class);
  }

  @Test
  void unknown_transaction_is_genuine_and_none_of_ours() {
    Genuine first = genuine(customer.payUnknown(5_000));
    Genuine second = genuine(customer.payUnknown(5_000));

    assertThat(first.transactionId()).isNotEqualTo(Shop.TRANSACTION);
    assertThat(second.transactionId()).isNotEqualTo(first.transactionId());
  }

  @Test
  void same_numbers_make_the_same_callbacks() {
    VnpayCustomer again = new VnpayCustomer(Shop.TERMINAL, new GatewayNumbers(14_000_001));

    assertThat(again.pay(request)).isEqualTo(customer.pay(request));
    assertThat(again.payUnknown(1)).isEqualTo(customer.payUnknown(1));
  }

  @Test
  void url_that_asks_for_no_payment_is_refused() {
    String refund = Shop.paymentUrl().replace("vnp_Command=pay", "vnp_Command=refund");

    assertThatThrownBy(() -> PaymentRequest.of("https://shop.example/"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PaymentRequest.of(refund))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static CallbackVerdict verdict(VnpayIpn ipn) {
    return Shop.VNPAY.verify(Parameter.parse(ipn.query()));
  }

  private static Genuine genuine(VnpayIpn ipn) {
    return (Genuine) verdict(ipn);
  }
}
