package io.payonce.refunds;

import static io.payonce.refunds.Shop.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.OrderStatus;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.RefundCommand;
import io.payonce.schemas.RetryTier;
import io.payonce.simulator.merchant.BooksPage;
import io.payonce.simulator.merchant.Fault;
import io.payonce.simulator.merchant.FaultKind;
import io.payonce.simulator.merchant.FaultRule;
import io.payonce.simulator.merchant.RefundDelays;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Refunds from the topic to the gateway's books, while all goes well. */
@ExtendWith(EmbeddedServersExtension.class)
class RefundIT {
  private final Rig rig;

  RefundIT(TestServers servers) {
    rig = new Rig(servers);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void full_refund_pays_back_once_and_its_repeat_is_a_duplicate() {
    TransactionId payment = rig.shop().pay("ORD-1", line("tea", 2));
    rig.start();
    RefundCommand first = rig.shop().full("ORD-1");
    rig.send(first);
    assertThat(rulingOf(first)).isEqualTo(Ruling.APPLIED);
    RefundCommand again = rig.shop().full("ORD-1");
    rig.send(again, first);
    assertThat(rig.outcomeOf(again.commandId()))
        .asInstanceOf(InstanceOfAssertFactories.type(OutcomeMessage.Duplicate.class))
        .satisfies(
            duplicate -> assertThat(duplicate.first().commandId()).isEqualTo(first.commandId()));
    BooksPage.Payment booked = rig.shop().booked(payment);
    assertThat(booked.refundedVnd()).isEqualTo(Shop.PRICE.minorUnits());
    assertThat(booked.refunds()).hasSize(1);
    assertThat(rig.shop().order("ORD-1").status()).isEqualTo(OrderStatus.REFUNDED);
  }

  @Test
  void partial_refunds_go_up_to_the_amount_and_not_beyond() {
    TransactionId payment = rig.shop().pay("ORD-1", line("tea", 3));
    rig.start();
    RefundCommand first = rig.shop().partial("ORD-1", "a", 50_000, line("tea", 1));
    RefundCommand second = rig.shop().partial("ORD-1", "b", 60_000);
    RefundCommand beyond = rig.shop().partial("ORD-1", "c", 40_001);
    rig.send(first, second);
    assertThat(rulingOf(first)).isEqualTo(Ruling.APPLIED);
    assertThat(rulingOf(second)).isEqualTo(Ruling.APPLIED);
    assertThat(rig.shop().order("ORD-1").status()).isEqualTo(OrderStatus.PARTIALLY_REFUNDED);
    rig.send(beyond);
    assertThat(rulingOf(beyond)).isEqualTo(new Ruling(Outcome.REJECTED, Reason.EXCEEDS_PAYMENT));
    RefundCommand rest = rig.shop().full("ORD-1");
    rig.send(rest);
    assertThat(rulingOf(rest)).isEqualTo(Ruling.APPLIED);
    RefundCommand more = rig.shop().partial("ORD-1", "d", 1);
    rig.send(more);
    assertThat(rulingOf(more)).isEqualTo(new Ruling(Outcome.REJECTED, Reason.ALREADY_REFUNDED));
    assertThat(rig.shop().booked(payment).refunds())
        .extracting(BooksPage.Refund::vnd)
        .containsExactly(50_000L, 60_000L, 40_000L);
  }

  @Test
  void goods_go_back_once_when_the_refund_is_final() {
    rig.control().delays(new RefundDelays(Duration.ZERO, Duration.ZERO));
    rig.shop().pay("ORD-1", line("tea", 3));
    assertThat(rig.shop().number("SELECT on_hand FROM inventory")).isEqualTo(-3);
    rig.start();
    // The gateway says at first that it is at it; asked later, that it is done.
    rig.control().fault(FaultRule.nextRefund(Fault.after(FaultKind.SERVER_ERROR)));
    RefundCommand command = rig.shop().full("ORD-1");
    rig.send(command, rig.shop().full("ORD-1"));
    assertThat(rulingOf(command)).isEqualTo(Ruling.APPLIED);
    assertThat(rig.shop().number("SELECT on_hand FROM inventory")).isZero();
    assertThat(
            rig.shop().number("SELECT count(*) FROM inventory_movements WHERE reason = 'RETURN'"))
        .isEqualTo(1);
  }

  @Test
  void record_that_is_no_command_is_given_up_with_a_reason_and_an_outcome() {
    rig.start();
    UUID commandId = UUID.randomUUID();
    rig.send(
        "payment:refund:ORD-1",
        """
        {"version":1,"commandId":"%s","acceptedAt":"2026-11-24T00:00:00Z","orderId":"ORD-1",\
        "amount":1.5,"currency":"VND"}\
        """
            .formatted(commandId));
    rig.send("a key", "no json");
    OutcomeMessage outcome = rig.outcomeOf(commandId);
    assertThat(outcome).isInstanceOf(OutcomeMessage.DeadLettered.class);
    assertThat(((OutcomeMessage.DeadLettered) outcome).reason())
        .startsWith("undecodable: ")
        .contains("amount");
    await()
        .until(
            () -> rig.all(rig.topics().deadLetters(CommandKind.REFUND)).size(), size -> size == 2);
  }

  @Test
  void refund_of_an_order_that_nobody_knows_waits_for_it_first() {
    rig.start();
    rig.send(rig.shop().full("ORD-1"));
    String tier = rig.topics().retry(CommandKind.REFUND, RetryTier.FIVE_SECONDS);
    await().until(() -> rig.all(tier).size(), size -> size == 1);
    assertThat(rig.outcomes()).isEmpty();
  }

  private Ruling rulingOf(RefundCommand command) {
    OutcomeMessage outcome = rig.outcomeOf(command.commandId());
    return ((OutcomeMessage.Decided) outcome).decision().ruling();
  }
}
