package io.payonce.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that stand in topics, tables and keys, and so may never change. */
class WireNamesTest {
  @Test
  void reasons_have_these_codes() {
    assertThat(Arrays.stream(Reason.values()).map(Reason::code))
        .containsExactly(
            "none",
            "wrong-amount",
            "wrong-currency",
            "wrong-method",
            "other-gateway-transaction",
            "success-stands",
            "already-failed",
            "still-pending",
            "held-by-earlier",
            "displaced-by-earlier",
            "order-unknown",
            "order-differs",
            "order-already-paid",
            "method-not-offered",
            "order-not-paid",
            "already-refunded",
            "exceeds-payment",
            "refund-differs",
            "lines-differ",
            "refused-by-gateway");
  }

  @ParameterizedTest
  @EnumSource
  void a_reason_is_read_back_from_its_code(Reason reason) {
    assertThat(Reason.ofCode(reason.code())).isSameAs(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "WRONG_AMOUNT", "wrong_amount", "Wrong-Amount"})
  void any_other_code_is_refused_without_repeating_it(String code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reason.ofCode(code))
        .withMessage("reason is not one of the known values");
  }

  @Test
  void payment_methods_and_outcomes_have_these_names() {
    assertThat(Arrays.stream(PaymentMethod.values()).map(Enum::name))
        .containsExactly("VNPAY", "MOMO", "ZALOPAY", "STRIPE", "PAYPAL", "ADYEN");
    assertThat(Arrays.stream(Outcome.values()).map(Enum::name))
        .containsExactly("APPLIED", "DUPLICATE", "STALE", "SURPLUS", "REJECTED", "DEAD_LETTERED");
  }

  @Test
  void states_of_orders_and_refunds_and_movements_of_stock_have_these_names() {
    assertThat(Arrays.stream(OrderStatus.values()).map(Enum::name))
        .containsExactly("UNKNOWN", "PENDING", "PAID", "PARTIALLY_REFUNDED", "REFUNDED");
    assertThat(Arrays.stream(Refund.Status.values()).map(Enum::name))
        .containsExactly("REQUESTED", "UNKNOWN", "PROCESSING", "SUCCEEDED", "FAILED");
    assertThat(Arrays.stream(StockMovement.Reason.values()).map(Enum::name))
        .containsExactly("SALE", "RELEASE", "RETURN");
  }

  @Test
  void a_payment_method_is_found_by_its_exact_name_only() {
    assertThat(PaymentMethod.named("VNPAY")).contains(PaymentMethod.VNPAY);
    assertThat(PaymentMethod.named("vnpay")).isEmpty();
    assertThat(PaymentMethod.named("CASH")).isEmpty();
  }

  @Test
  void a_claims_fingerprint_tells_every_part_apart() {
    Claim claim = new Claim(Claim.Status.SUCCEEDED, new Money(5, "EUR"), "7");

    assertThat(claim.fingerprint()).isEqualTo("SUCCEEDED|5|EUR|7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a|b", "a\n"})
  void a_gateways_number_is_plain_text(String number) {
    Money money = new Money(5, "EUR");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Claim(Claim.Status.FAILED, money, number))
        .withMessageStartingWith("gatewayTransactionId must be");
  }

  @Test
  void an_order_line_holds_one_to_a_million() {
    Sku sku = new Sku("tea");
    assertThat(new OrderLine(sku, 1).quantity()).isEqualTo(1);
    assertThat(new OrderLine(sku, 1_000_000).quantity()).isEqualTo(1_000_000);
    assertThatIllegalArgumentException().isThrownBy(() -> new OrderLine(sku, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new OrderLine(sku, 1_000_001));
  }
}
