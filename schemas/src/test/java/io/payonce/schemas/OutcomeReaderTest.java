package io.payonce.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.KeptDecision;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderStanding;
import io.payonce.payments.OrderStatus;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.payments.Ruling;
import io.payonce.payments.TransactionId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeReaderTest {
  private static final UUID ID = UUID.fromString("018d6f2a-7c00-7abc-8def-0123456789ab");
  private static final UUID OTHER = UUID.fromString("018d6f2a-7c01-7abc-8def-0123456789ab");
  private static final OrderId ORDER = new OrderId("ORD-1");
  private static final TransactionId TRANSACTION =
      new TransactionId("240202_01HNQJMZ007AY8VVR14D2PF2DB");
  private static final String KEY = "callback:VNPAY:" + TRANSACTION;
  private static final Money PRICE = new Money(150_000, "VND");

  @Test
  void an_applied_callback_is_read() {
    OrderStanding after = new OrderStanding(OrderStatus.PAID, 2, PRICE, new Money(50_000, "VND"));
    assertThat(read("outcome.applied.full")).isEqualTo(decided(Ruling.APPLIED, after));
  }

  @Test
  void a_surplus_is_read() {
    assertThat(read("outcome.surplus.full"))
        .isEqualTo(
            decided(
                new Ruling(Outcome.SURPLUS, Reason.DISPLACED_BY_EARLIER),
                standing(OrderStatus.PAID, 3)));
  }

  @Test
  void a_stale_callback_is_read() {
    assertThat(read("outcome.stale.full"))
        .isEqualTo(
            decided(
                new Ruling(Outcome.STALE, Reason.SUCCESS_STANDS), standing(OrderStatus.PAID, 3)));
  }

  @Test
  void a_rejected_create_of_an_unknown_order_is_read() {
    Ruling ruling = new Ruling(Outcome.REJECTED, Reason.ORDER_UNKNOWN);
    assertThat(read("outcome.rejected.full"))
        .isEqualTo(
            new OutcomeMessage.Decided(
                CommandKind.CREATE,
                "payment:create:ORD-1",
                new KeptDecision(ID, ORDER, TRANSACTION, ruling, "", OrderStanding.UNKNOWN)));
  }

  @Test
  void a_duplicate_names_the_first_outcome() {
    assertThat(read("outcome.duplicate.full"))
        .isEqualTo(
            new OutcomeMessage.Duplicate(
                ID,
                CommandKind.CALLBACK,
                KEY,
                new OutcomeMessage.First(
                    OTHER,
                    new Ruling(Outcome.REJECTED, Reason.WRONG_AMOUNT),
                    ORDER,
                    TRANSACTION,
                    standing(OrderStatus.PENDING, 2))));
  }

  @Test
  void a_dead_letter_says_why_and_nothing_of_the_order() {
    assertThat(read("outcome.dead-lettered.full"))
        .isEqualTo(
            new OutcomeMessage.DeadLettered(
                ID, CommandKind.REFUND, "payment:refund:ORD-1:R-1", "future-version"));
  }

  @Test
  void how_far_an_order_is_refunded_is_read() {
    assertThat(read("outcome.partially-refunded.full"))
        .isEqualTo(refund("payment:refund:ORD-1:R-1", OrderStatus.PARTIALLY_REFUNDED, 3, 50_000));
    assertThat(read("outcome.refunded.full"))
        .isEqualTo(refund("payment:refund:ORD-1", OrderStatus.REFUNDED, 4, 150_000));
  }

  @Test
  void a_refund_that_the_gateway_refused_is_read() {
    assertThat(((OutcomeMessage.Decided) read("outcome.refund-refused.full")).decision().ruling())
        .isEqualTo(new Ruling(Outcome.REJECTED, Reason.REFUSED_BY_GATEWAY));
  }

  @ParameterizedTest
  @EnumSource
  void every_reason_is_written_as_the_schema_has_it(Reason reason) {
    KeptDecision kept =
        new KeptDecision(
            ID,
            ORDER,
            TRANSACTION,
            new Ruling(Outcome.REJECTED, reason),
            "",
            standing(OrderStatus.PAID, 3));
    assertWrittenAsTheSchemaHasIt(
        new OutcomeMessage.Decided(CommandKind.REFUND, "payment:refund:ORD-1", kept));
    assertWrittenAsTheSchemaHasIt(
        new OutcomeMessage.Duplicate(
            ID, CommandKind.REFUND, "payment:refund:ORD-1", OutcomeMessage.First.of(kept)));
  }

  @ParameterizedTest
  @EnumSource
  void every_status_of_an_order_is_written_as_the_schema_has_it(OrderStatus status) {
    assertWrittenAsTheSchemaHasIt(decided(Ruling.APPLIED, standing(status, 3)));
  }

  private static void assertWrittenAsTheSchemaHasIt(OutcomeMessage message) {
    byte[] written = OutcomeWriter.write(message);
    assertThat(Contract.OUTCOME.accepts(new String(written, UTF_8))).isTrue();
    assertThat(OutcomeReader.read(written)).isEqualTo(new Decoding.Decoded<>(message));
  }

  private static OutcomeMessage refund(
      String key, OrderStatus status, long version, long refunded) {
    return new OutcomeMessage.Decided(
        CommandKind.REFUND,
        key,
        new KeptDecision(
            ID,
            ORDER,
            new TransactionId("240203_01HNQJMZ007AY8VVR14D2PF2DB"),
            Ruling.APPLIED,
            "",
            new OrderStanding(status, version, PRICE, new Money(refunded, "VND"))));
  }

  @Test
  void unknown_fields_are_ignored() {
    assertThat(read("outcome.unknown-fields"))
        .isEqualTo(decided(Ruling.APPLIED, standing(OrderStatus.PENDING, 1)));
  }

  @Test
  void a_duplicates_first_is_made_of_the_kept_decision() {
    KeptDecision kept =
        new KeptDecision(
            OTHER, ORDER, TRANSACTION, Ruling.APPLIED, "said", standing(OrderStatus.PAID, 1));

    assertThat(OutcomeMessage.First.of(kept))
        .isEqualTo(
            new OutcomeMessage.First(
                OTHER, Ruling.APPLIED, ORDER, TRANSACTION, standing(OrderStatus.PAID, 1)));
  }

  private static OutcomeMessage read(String sample) {
    Decoding<OutcomeMessage> decoding = OutcomeReader.read(Samples.bytes(sample));
    assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
    OutcomeMessage message = ((Decoding.Decoded<OutcomeMessage>) decoding).value();
    assertThat(message.commandId()).isEqualTo(ID);
    return message;
  }

  private static OutcomeMessage decided(Ruling ruling, OrderStanding after) {
    return new OutcomeMessage.Decided(
        CommandKind.CALLBACK, KEY, new KeptDecision(ID, ORDER, TRANSACTION, ruling, "", after));
  }

  private static OrderStanding standing(OrderStatus status, long version) {
    return new OrderStanding(status, version, PRICE, Money.zero("VND"));
  }
}
