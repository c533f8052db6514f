package io.payonce.ingest.callbacks;

import io.payonce.methods.Acknowledgement;
import io.payonce.payments.Reason;
import io.payonce.payments.Ruling;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.Reply;

/**
 * What a gateway is told of its callback's outcome.
 *
 * <p>A gateway repeats what is not acknowledged, so an outcome that a repeat cannot change is: the
 * decision is kept, and people look after it. A wrong amount is told all the same, since the
 * gateways' rules ask for it.
 */
final class CallbackAcknowledgements {
  private CallbackAcknowledgements() {}

  static Acknowledgement of(Reply reply) {
    return switch (reply) {
      case Reply.Parked _ -> Acknowledgement.UNKNOWN_TRANSACTION;
      case Reply.Decided decided -> of(decided.outcome());
    };
  }

  private static Acknowledgement of(OutcomeMessage outcome) {
    return switch (outcome) {
      case OutcomeMessage.Decided decided -> first(decided.decision().ruling());
      case OutcomeMessage.Duplicate duplicate -> repeated(duplicate.first().ruling());
      case OutcomeMessage.DeadLettered _ -> Acknowledgement.TRY_AGAIN;
    };
  }

  private static Acknowledgement first(Ruling ruling) {
    return switch (ruling.outcome()) {
      case APPLIED, SURPLUS -> Acknowledgement.RECORDED;
      case STALE, DUPLICATE -> Acknowledgement.RECORDED_BEFORE;
      case REJECTED -> rejected(ruling.reason());
      case DEAD_LETTERED -> Acknowledgement.TRY_AGAIN;
    };
  }

  private static Acknowledgement repeated(Ruling ruling) {
    return switch (ruling.outcome()) {
      case REJECTED -> rejected(ruling.reason());
      case APPLIED, SURPLUS, STALE, DUPLICATE, DEAD_LETTERED -> Acknowledgement.RECORDED_BEFORE;
    };
  }

  private static Acknowledgement rejected(Reason reason) {
    return switch (reason) {
      case WRONG_AMOUNT, WRONG_CURRENCY -> Acknowledgement.WRONG_AMOUNT;
      case WRONG_METHOD -> Acknowledgement.UNKNOWN_TRANSACTION;
      case NONE,
          OTHER_GATEWAY_TRANSACTION,
          SUCCESS_STANDS,
          ALREADY_FAILED,
          STILL_PENDING,
          HELD_BY_EARLIER,
          DISPLACED_BY_EARLIER,
          ORDER_UNKNOWN,
          ORDER_DIFFERS,
          ORDER_ALREADY_PAID,
          METHOD_NOT_OFFERED,
          ORDER_NOT_PAID,
          ALREADY_REFUNDED,
          EXCEEDS_PAYMENT,
          REFUND_DIFFERS,
          LINES_DIFFER,
          REFUSED_BY_GATEWAY ->
          Acknowledgement.RECORDED_BEFORE;
    };
  }
}
