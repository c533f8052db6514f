package io.payonce.ingest.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.ingest.Outcomes;
import io.payonce.methods.Acknowledgement;
import io.payonce.payments.Outcome;
import io.payonce.payments.Reason;
import io.payonce.schemas.Reply;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallbackAcknowledgementsTest {
  private static final UUID ID = UUID.fromString("0193d3c0-0000-7000-8000-000000000002");

  @ParameterizedTest
  @CsvSource({
    "APPLIED,NONE,RECORDED",
    "SURPLUS,HELD_BY_EARLIER,RECORDED",
    "STALE,SUCCESS_STANDS,RECORDED_BEFORE",
    "STALE,STILL_PENDING,RECORDED_BEFORE",
    "REJECTED,WRONG_AMOUNT,WRONG_AMOUNT",
    "REJECTED,WRONG_CURRENCY,WRONG_AMOUNT",
    "REJECTED,WRONG_METHOD,UNKNOWN_TRANSACTION",
    "REJECTED,OTHER_GATEWAY_TRANSACTION,RECORDED_BEFORE"
  })
  void each_outcome_has_its_acknowledgement(
      Outcome outcome, Reason reason, Acknowledgement expected) {
    assertThat(CallbackAcknowledgements.of(Outcomes.decided(ID, outcome, reason, "")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "APPLIED,NONE,RECORDED_BEFORE",
    "SURPLUS,HELD_BY_EARLIER,RECORDED_BEFORE",
    "STALE,SUCCESS_STANDS,RECORDED_BEFORE",
    "REJECTED,WRONG_AMOUNT,WRONG_AMOUNT",
    "REJECTED,WRONG_METHOD,UNKNOWN_TRANSACTION",
    "REJECTED,OTHER_GATEWAY_TRANSACTION,RECORDED_BEFORE"
  })
  void a_duplicate_is_recorded_before_unless_the_first_was_a_rejection(
      Outcome outcome, Reason reason, Acknowledgement expected) {
    assertThat(CallbackAcknowledgements.of(Outcomes.duplicateOf(ID, outcome, reason, "")))
        .isEqualTo(expected);
  }

  @Test
  void what_is_not_decided_is_to_be_repeated() {
    assertThat(CallbackAcknowledgements.of(new Reply.Parked(ID)))
        .isEqualTo(Acknowledgement.UNKNOWN_TRANSACTION);
    assertThat(CallbackAcknowledgements.of(Outcomes.deadLettered(ID)))
        .isEqualTo(Acknowledgement.TRY_AGAIN);
  }
}
