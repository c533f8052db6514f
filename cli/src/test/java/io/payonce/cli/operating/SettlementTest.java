package io.payonce.cli.operating;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.cli.operating.Settlement.Impossible;
import io.payonce.cli.operating.Settlement.SettledAlready;
import io.payonce.cli.operating.Settlement.Wanted;
import io.payonce.cli.operating.Settlement.Word;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.TransactionId;
import io.payonce.schemas.CallbackCommand;
import io.payonce.store.views.RefundView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettlementTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Money AMOUNT = new Money(4_000, "VND");

  @ParameterizedTest
  @ValueSource(strings = {"REQUESTED", "UNKNOWN", "PROCESSING"})
  void word_becomes_a_claim_of_the_refunds_own_amount(String status) {
    CallbackCommand command = wanted(refund(status, ""), succeeded("88")).command();

    assertThat(command.claim()).isEqualTo(new Claim(Claim.Status.SUCCEEDED, AMOUNT, "88"));
    assertThat(command.transactionId()).isEqualTo(new TransactionId("r-1"));
    assertThat(command.evidence())
        .isEqualTo(
            new CallbackCommand.Evidence(
                CallbackCommand.Source.OPERATOR, Map.of("because", "seen"), ""));
  }

  @ParameterizedTest
  @CsvSource({"'',0", "0,0", "88,88"})
  void failure_needs_no_number(String known, String said) {
    CallbackCommand command = wanted(refund("UNKNOWN", known), failed()).command();

    assertThat(command.claim()).isEqualTo(new Claim(Claim.Status.FAILED, AMOUNT, said));
  }

  @Test
  void number_that_is_known_need_not_be_said() {
    Word word = new Word(true, Optional.empty(), "seen");

    assertThat(wanted(refund("PROCESSING", "88"), word).command().claim().gatewayTransactionId())
        .isEqualTo("88");
    assertThat(Settlement.of(refund("UNKNOWN", "0"), word, NOW)).isInstanceOf(Impossible.class);
  }

  @Test
  void what_is_settled_so_needs_no_command() {
    assertThat(Settlement.of(refund("FAILED", "0"), failed(), NOW))
        .isInstanceOf(SettledAlready.class);
    assertThat(Settlement.of(refund("SUCCEEDED", "88"), succeeded("88"), NOW))
        .isInstanceOf(SettledAlready.class);
  }

  @Test
  void success_stands_under_its_number() {
    assertThat(Settlement.of(refund("SUCCEEDED", "88"), failed(), NOW))
        .isInstanceOf(Impossible.class);
    assertThat(Settlement.of(refund("SUCCEEDED", "88"), succeeded("89"), NOW))
        .isInstanceOf(Impossible.class);
  }

  @Test
  void danger_is_told() {
    assertThat(wanted(refund("FAILED", "0"), succeeded("88")).words()).contains("review");
    assertThat(wanted(refund("REQUESTED", ""), failed()).words()).contains("may yet be asked");
    assertThat(wanted(refund("UNKNOWN", ""), failed()).words()).contains("may yet be asked");
    assertThat(wanted(refund("PROCESSING", ""), failed()).words())
        .doesNotContain("may yet be asked");
  }

  @Test
  void gateway_of_a_newer_version_is_left_alone() {
    RefundView other =
        new RefundView(
            new TransactionId("r-1"),
            new OrderId("o-1"),
            new TransactionId("t-1"),
            "NEWPAY",
            AMOUNT,
            "UNKNOWN",
            "",
            NOW,
            "");

    assertThat(Settlement.of(other, failed(), NOW)).isInstanceOf(Impossible.class);
  }

  private static Wanted wanted(RefundView refund, Word word) {
    return (Wanted) Settlement.of(refund, word, NOW);
  }

  private static Word succeeded(String number) {
    return new Word(true, Optional.of(number), "seen");
  }

  private static Word failed() {
    return new Word(false, Optional.empty(), "seen");
  }

  private static RefundView refund(String status, String number) {
    return new RefundView(
        new TransactionId("r-1"),
        new OrderId("o-1"),
        new TransactionId("t-1"),
        "VNPAY",
        AMOUNT,
        status,
        number,
        NOW,
        "");
  }
}
