package io.payonce.refunds;

import static io.payonce.refunds.Shop.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.payments.Refund;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CommandKind;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.RefundCommand;
import io.payonce.schemas.RetryTier;
import io.payonce.simulator.merchant.Fault;
import io.payonce.simulator.merchant.FaultKind;
import io.payonce.simulator.merchant.FaultRule;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Refunds whose gateway or database is in trouble: paid back once all the same, or waiting. */
@ExtendWith(EmbeddedServersExtension.class)
class RefundTroubleIT {
  private static final Duration LONGEST = Duration.ofSeconds(40);

  private final Rig rig;

  RefundTroubleIT(TestServers servers) {
    rig = new Rig(servers);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void time_out_after_the_money_moved_is_found_and_not_sent_again() {
    TransactionId payment = rig.shop().pay("ORD-1", line("tea", 1));
    rig.control().fault(FaultRule.nextRefund(Fault.after(FaultKind.SILENCE)));
    rig.control().fault(FaultRule.nextQuery(Fault.before(FaultKind.LATENCY).withDelay(SOON)));
    rig.start();
    RefundCommand command = rig.shop().full("ORD-1");
    rig.send(command);
    await().atMost(LONGEST).until(() -> statusOf(command) == Refund.Status.UNKNOWN);
    assertThat(rulingOf(command)).isEqualTo(Ruling.APPLIED);
    assertThat(rig.shop().booked(payment).refunds()).hasSize(1);
  }

  @Test
  void time_out_before_the_money_moved_is_sent_again_once() {
    TransactionId payment = rig.shop().pay("ORD-1", line("tea", 1));
    rig.control().fault(FaultRule.nextRefund(Fault.before(FaultKind.SILENCE)));
    rig.start();
    RefundCommand command = rig.shop().full("ORD-1");
    rig.send(command);
    assertThat(rulingOf(command)).isEqualTo(Ruling.APPLIED);
    assertThat(rig.shop().booked(payment).refunds()).hasSize(1);
    assertThat(rig.shop().booked(payment).refundedVnd()).isEqualTo(Shop.PRICE.minorUnits());
  }

  @Test
  void definite_refusal_releases_the_amount() {
    TransactionId payment = rig.shop().pay("ORD-1", line("tea", 1));
    rig.control().fault(FaultRule.nextRefund(Fault.code("93")));
    rig.start();
    RefundCommand refused = rig.shop().full("ORD-1");
    rig.send(refused);
    assertThat(rulingOf(refused))
        .isEqualTo(new Ruling(Outcome.REJECTED, Reason.REFUSED_BY_GATEWAY));
    assertThat(statusOf(refused)).isEqualTo(Refund.Status.FAILED);
    RefundCommand next = rig.shop().full("ORD-1");
    rig.send(next);
    assertThat(rulingOf(next)).isEqualTo(Ruling.APPLIED);
    assertThat(rig.shop().booked(payment).refunds()).hasSize(1);
  }

  @Test
  void answer_that_could_not_be_stored_is_asked_for_again() {
    TransactionId payment = rig.shop().pay("ORD-1", line("tea", 1));
    rig.shop()
        .execute(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER refuse BEFORE UPDATE ON transactions FOR EACH ROW EXECUTE FUNCTION refuse();
            """);
    rig.start();
    RefundCommand command = rig.shop().full("ORD-1");
    rig.send(command);
    await().atMost(LONGEST).until(() -> rig.shop().booked(payment).refunds().size() == 1);
    assertThat(rig.outcomes()).isEmpty();
    rig.shop().execute("DROP TRIGGER refuse ON transactions");
    assertThat(rulingOf(command)).isEqualTo(Ruling.APPLIED);
    assertThat(rig.shop().booked(payment).refunds()).hasSize(1);
  }

  @Test
  void refunds_wait_while_the_gateway_is_away_and_the_breaker_opens() {
    int orders = 30;
    rig.shop().payMany(orders);
    RefundProcessor processor = rig.start();
    rig.stopGateway();
    for (int i = 0; i < orders; i++) {
      rig.send(rig.shop().full("MANY-" + i));
    }
    String tier = rig.topics().retry(CommandKind.REFUND, RetryTier.FIVE_SECONDS);
    await().atMost(LONGEST).until(() -> rig.all(tier).size() == orders);
    assertThat(rig.shop().number("SELECT count(*) FROM transactions WHERE status = 'REQUESTED'"))
        .isEqualTo(orders);
    assertThat(Rig.page(processor, "/metrics"))
        .contains("payonce_gateway_breaker{")
        .containsPattern("payonce_gateway_breaker\\{[^}]*method=\"VNPAY\"[^}]*\\} 2.0");
    assertThat(Rig.page(processor, "/health/ready")).contains("its last calls failed");
    assertThat(rig.outcomes()).isEmpty();
    assertThat(rig.all(rig.topics().deadLetters(CommandKind.REFUND))).isEmpty();
  }

  private static final Duration SOON = Duration.ofMillis(50);

  private Refund.Status statusOf(RefundCommand command) {
    TransactionId id = TransactionId.mintedBy(command.commandId(), command.acceptedAt());
    return rig.shop()
        .order(command.orderId().value())
        .refund(id)
        .map(Refund::status)
        .orElse(Refund.Status.REQUESTED);
  }

  private Ruling rulingOf(RefundCommand command) {
    OutcomeMessage outcome = rig.outcomeOf(command.commandId());
    return ((OutcomeMessage.Decided) outcome).decision().ruling();
  }
}
