package io.payonce.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.payments.Claim;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommandReaderTest {
  private static final UUID ID = UUID.fromString("018d6f2a-7c00-7abc-8def-0123456789ab");
  private static final UUID HEADER = new UUID(3, 4);
  private static final UUID DERIVED = new UUID(1, 2);
  private static final OrderId ORDER = new OrderId("ORD-1");

  @Test
  void a_full_create_is_read() {
    assertThat(read("create.full"))
        .isEqualTo(
            new CreateCommand(
                ID,
                Instant.parse("2024-02-02T09:30:00.123Z"),
                new OrderId("ORD-240202-1234_1706865600000"),
                PaymentMethod.VNPAY,
                Optional.of(
                    new CreateRules.Details(
                        new Money(150_000, "VND"), List.of(line("cup", 1), line("tea.green", 3)))),
                new CreateCommand.Presentation(
                    "https://shop.example/return", "203.0.113.7", "Tea and a cup", "vn")));
  }

  @Test
  void a_minimal_create_is_read() {
    assertThat(read("create.minimal"))
        .isEqualTo(
            new CreateCommand(
                DERIVED,
                Instant.parse("2024-02-02T09:30:00Z"),
                ORDER,
                PaymentMethod.MOMO,
                Optional.empty(),
                CreateCommand.Presentation.NONE));
  }

  @Test
  void unknown_fields_of_a_create_and_microseconds_are_ignored() {
    assertThat(read("create.unknown-fields"))
        .isEqualTo(
            new CreateCommand(
                ID,
                Instant.parse("2024-02-02T09:30:00Z"),
                ORDER,
                PaymentMethod.STRIPE,
                Optional.of(
                    new CreateRules.Details(new Money(1999, "EUR"), List.of(line("tea", 2)))),
                CreateCommand.Presentation.NONE));
  }

  @Test
  void a_full_callback_is_read() {
    assertThat(read("callback.full"))
        .isEqualTo(
            new CallbackCommand(
                ID,
                Instant.parse("2024-02-02T09:31:00.500Z"),
                PaymentMethod.VNPAY,
                new TransactionId("240202_01HNQJMZ007AY8VVR14D2PF2DB"),
                new Claim(Claim.Status.SUCCEEDED, new Money(150_000, "VND"), "14226112"),
                new CallbackCommand.Evidence(
                    CallbackCommand.Source.QUERY,
                    Map.of(
                        "vnp_BankCode", "NCB",
                        "vnp_ResponseCode", "00",
                        "vnp_TransactionStatus", "00"),
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")));
  }

  @Test
  void a_minimal_callback_is_read() {
    assertThat(read("callback.minimal"))
        .isEqualTo(
            callback(DERIVED, PaymentMethod.ADYEN, Claim.Status.PENDING, Money.zero("JPY"), "0"));
  }

  @Test
  void unknown_fields_of_a_callback_are_ignored() {
    Money one = new Money(1, "VND");
    assertThat(read("callback.unknown-fields"))
        .isEqualTo(callback(ID, PaymentMethod.MOMO, Claim.Status.FAILED, one, "a:b"));
  }

  @Test
  void a_full_refund_is_read() {
    assertThat(read("refund.full"))
        .isEqualTo(
            refund(
                ID,
                Optional.of(new Money(50_000, "VND")),
                Optional.of("R-1"),
                "One cup broke \u2014 sorry"));
  }

  @Test
  void a_minimal_refund_is_read() {
    assertThat(read("refund.minimal"))
        .isEqualTo(refund(DERIVED, Optional.empty(), Optional.empty(), ""));
  }

  @Test
  void unknown_fields_of_a_refund_are_ignored() {
    assertThat(read("refund.unknown-fields"))
        .isEqualTo(refund(ID, Optional.empty(), Optional.of("R-2"), ""));
  }

  @Test
  void a_refund_of_one_payment_and_some_goods_is_read() {
    assertThat(read("refund.lines.full"))
        .isEqualTo(
            new RefundCommand(
                ID,
                Instant.parse("2024-02-03T08:00:00Z"),
                ORDER,
                Optional.of(new TransactionId("240202_01HNQJMZ007AY8VVR14D2PF2DB")),
                Optional.of(new Money(50_000, "VND")),
                Optional.of("R-1"),
                List.of(line("tea.green", 2), line("cup", 1)),
                "broken"));
  }

  @Test
  void optional_fields_of_a_refund_that_are_null_count_as_missing() {
    assertThat(read("refund.null-fields"))
        .isEqualTo(refund(ID, Optional.empty(), Optional.of("R-2"), ""));
  }

  @Test
  void what_a_person_settled_is_read() {
    CallbackCommand command = (CallbackCommand) read("callback.operator.full");
    assertThat(command.evidence().source()).isEqualTo(CallbackCommand.Source.OPERATOR);
    assertThat(command.claim().gatewayTransactionId()).isEqualTo("14226113");
  }

  @Test
  void the_id_in_the_header_wins_over_the_one_in_the_value() {
    assertThat(read("refund.full", Optional.of(HEADER)).commandId()).isEqualTo(HEADER);
  }

  @Test
  void the_id_in_the_header_wins_over_the_derived_one() {
    assertThat(read("refund.minimal", Optional.of(HEADER)).commandId()).isEqualTo(HEADER);
  }

  @Test
  void the_id_in_the_value_wins_over_the_derived_one() {
    assertThat(read("refund.full").commandId()).isEqualTo(ID);
  }

  @Test
  void the_key_is_computed_from_the_contents() {
    assertThat(read("create.minimal").key()).isEqualTo(IdempotencyKey.ofCreate(ORDER));
    assertThat(read("callback.minimal").key())
        .isEqualTo(IdempotencyKey.ofCallback(PaymentMethod.ADYEN, new TransactionId("T-1")));
    assertThat(read("refund.minimal").key()).isEqualTo(IdempotencyKey.ofRefund(ORDER));
    assertThat(read("refund.full").key()).isEqualTo(IdempotencyKey.ofRefund(ORDER, "R-1"));
  }

  private static Command read(String sample) {
    return read(sample, Optional.empty());
  }

  private static Command read(String sample, Optional<UUID> headerId) {
    CommandKind kind = CommandKind.valueOf(Contract.ofSample(sample).name());
    Decoding<Command> decoding =
        CommandReader.read(kind, Samples.bytes(sample), headerId, () -> DERIVED);
    assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
    return ((Decoding.Decoded<Command>) decoding).value();
  }

  private static OrderLine line(String sku, int quantity) {
    return new OrderLine(new Sku(sku), quantity);
  }

  private static CallbackCommand callback(
      UUID id, PaymentMethod method, Claim.Status status, Money amount, String gatewayNumber) {
    return new CallbackCommand(
        id,
        Instant.parse("2024-02-02T09:31:00Z"),
        method,
        new TransactionId("T-1"),
        new Claim(status, amount, gatewayNumber),
        new CallbackCommand.Evidence(CallbackCommand.Source.IPN, Map.of(), ""));
  }

  private static RefundCommand refund(
      UUID id, Optional<Money> amount, Optional<String> refundId, String reason) {
    return new RefundCommand(
        id,
        Instant.parse("2024-02-03T08:00:00Z"),
        ORDER,
        Optional.empty(),
        amount,
        refundId,
        List.of(),
        reason);
  }
}
