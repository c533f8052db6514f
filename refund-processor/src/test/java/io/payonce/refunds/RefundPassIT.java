package io.payonce.refunds;

import static io.payonce.refunds.Shop.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.consumer.PartitionRef;
import io.payonce.consumer.PartitionSpan;
import io.payonce.consumer.ProgressStore;
import io.payonce.consumer.records.RecordPlace;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.methods.MerchantApi;
import io.payonce.payments.Claim;
import io.payonce.payments.Outcome;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Reason;
import io.payonce.payments.Refund;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CommandWriter;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.RefundCommand;
import io.payonce.simulator.merchant.Fault;
import io.payonce.simulator.merchant.FaultKind;
import io.payonce.simulator.merchant.FaultRule;
import io.payonce.simulator.merchant.RefundDelays;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Single passes over a command, in situations that are hard to come by otherwise. */
@ExtendWith(EmbeddedServersExtension.class)
class RefundPassIT {
  private static final PartitionRef PARTITION = new PartitionRef("refunds", new UUID(7, 7), 0);
  private static final String OWNER = "refunds-0:a";

  private final Rig rig;
  private final MerchantApi api;
  private final Gateway gateway;
  private final Transactions transactions;
  private final RefundPass pass;

  RefundPassIT(TestServers servers) {
    rig = new Rig(servers);
    api = RefundSettings.read(rig.environment()).gateways().vnpay().merchantApi().orElseThrow();
    gateway = new Gateway(PaymentMethod.VNPAY, api, 10);
    transactions = new Transactions(rig.shop().store(), 2);
    pass =
        new RefundPass(
            new RefundDecisions(
                transactions, Map.of(PaymentMethod.VNPAY, gateway), new Patience("")),
            Duration.ofSeconds(90),
            Duration.ofSeconds(1));
  }

  @BeforeEach
  void take() {
    take(OWNER);
  }

  @AfterEach
  void close() {
    transactions.close();
    api.close();
    rig.close();
  }

  @Test
  void repeat_is_answered_with_the_same_bytes_also_after_the_refund_went_on() {
    rig.shop().pay("ORD-1", line("tea", 1));
    RefundCommand first = rig.shop().full("ORD-1");
    Ending.Known answered = (Ending.Known) pass.run(incoming(first));
    assertThat(answered.response()).contains("\"orderId\":\"ORD-1\"", "\"status\":\"PROCESSING\"");
    TransactionId refund = TransactionId.mintedBy(first.commandId(), first.acceptedAt());
    String number = rig.shop().order("ORD-1").refund(refund).orElseThrow().gatewayTransactionId();
    rig.shop().settle(refund, Claim.Status.SUCCEEDED, Shop.PRICE, number);
    assertThat(pass.run(incoming(first))).isEqualTo(answered);
    Ending.Known again = (Ending.Known) pass.run(incoming(rig.shop().full("ORD-1")));
    assertThat(again.outcome()).isInstanceOf(OutcomeMessage.Duplicate.class);
    assertThat(again.response()).isEqualTo(answered.response());
  }

  @Test
  void whoever_lost_the_partition_neither_decides_nor_calls() {
    TransactionId payment = rig.shop().pay("ORD-1", line("tea", 1));
    take("refunds-0:b");
    assertThat(pass.run(incoming(rig.shop().full("ORD-1")))).isEqualTo(new Ending.NotHeld());
    assertThat(rig.shop().order("ORD-1").refunds()).isEmpty();
    assertThat(rig.shop().booked(payment).refunds()).isEmpty();
  }

  @Test
  void refund_read_again_after_a_restore_is_not_sent_where_another_one_may_hide_it() {
    TransactionId payment = rig.shop().pay("ORD-1", line("tea", 1));
    pass.run(incoming(rig.shop().partial("ORD-1", "a", 50_000)));
    RefundCommand reread = rig.shop().partial("ORD-1", "b", 50_000);
    assertThat(pass.run(incoming(reread, 1))).isEqualTo(Ending.Waits.UNCLEAR);
    assertThat(rig.shop().order("ORD-1").refunds())
        .extracting(Refund::status)
        .containsExactly(Refund.Status.PROCESSING, Refund.Status.UNKNOWN);
    assertThat(rig.shop().booked(payment).refunds()).hasSize(1);
    assertThat(pass.run(incoming(reread))).isInstanceOf(Ending.Known.class);
    assertThat(rig.shop().booked(payment).refunds()).hasSize(2);
  }

  @Test
  void number_of_a_refused_refund_is_kept_and_not_taken_for_the_next_one() {
    TransactionId payment = rig.shop().pay("ORD-1", line("tea", 1));
    rig.control().delays(new RefundDelays(Duration.ZERO, Duration.ZERO));
    rig.control().fault(FaultRule.nextRefund(Fault.after(FaultKind.REFUSED_LATER)));
    RefundCommand first = rig.shop().full("ORD-1");
    sendWithoutAnswer(payment, first);
    assertThat(rulingOf(pass.run(incoming(first))))
        .isEqualTo(new Ruling(Outcome.REJECTED, Reason.REFUSED_BY_GATEWAY));
    Refund failed = rig.shop().order("ORD-1").refunds().getFirst();
    assertThat(failed.status()).isEqualTo(Refund.Status.FAILED);
    assertThat(failed.gatewayTransactionId()).isNotEmpty();
    assertThat(rulingOf(pass.run(incoming(rig.shop().full("ORD-1"))))).isEqualTo(Ruling.APPLIED);
    assertThat(rig.shop().booked(payment).refunds()).hasSize(2);
    assertThat(rig.shop().booked(payment).refundedVnd()).isEqualTo(Shop.PRICE.minorUnits());
  }

  /** As if a process had been killed between the gateway's answer and the second transaction. */
  private void sendWithoutAnswer(TransactionId payment, RefundCommand command) {
    Refund intended =
        new Refund(
            TransactionId.mintedBy(command.commandId(), command.acceptedAt()),
            payment,
            "",
            Shop.PRICE,
            List.of(),
            command.acceptedAt(),
            Refund.Status.REQUESTED,
            "");
    api.refund(Errand.of(gateway, rig.shop().order("ORD-1"), intended, false).call());
  }

  private static Ruling rulingOf(Ending ending) {
    return ((OutcomeMessage.Decided) ((Ending.Known) ending).outcome()).decision().ruling();
  }

  private void take(String owner) {
    rig.shop()
        .store()
        .progress()
        .take(
            PARTITION, owner, new ProgressStore.LogRange(0, 10), ProgressStore.Remembered.NOTHING);
  }

  private static Incoming incoming(RefundCommand command) {
    return incoming(command, 0);
  }

  private static Incoming incoming(RefundCommand command, long rereadBelow) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("refunds", 0, 0, new byte[0], CommandWriter.write(command));
    PartitionSpan span = new PartitionSpan(PARTITION, OWNER, 0, 0, 0, rereadBelow);
    return new Incoming(record, command, new RecordPlace(span, () -> true));
  }
}
