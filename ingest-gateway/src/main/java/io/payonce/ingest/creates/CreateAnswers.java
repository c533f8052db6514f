package io.payonce.ingest.creates;

import io.payonce.ingest.http.Answer;
import io.payonce.ingest.http.ErrorPage;
import io.payonce.ingest.intake.CommandAnswers;
import io.payonce.payments.OrderId;
import io.payonce.payments.Reason;
import io.payonce.payments.Ruling;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.Reply;

/** What the caller of a create is answered, by outcome. */
final class CreateAnswers {
  private CreateAnswers() {}

  static Answer of(OrderId orderId, Reply reply) {
    return switch (reply) {
      case Reply.Parked _ -> CommandAnswers.undecided(orderId);
      case Reply.Decided(OutcomeMessage outcome, String response) ->
          switch (outcome) {
            case OutcomeMessage.Decided decided ->
                of(orderId, decided.decision().ruling(), Answer.json(201, response));
            case OutcomeMessage.Duplicate duplicate ->
                of(orderId, duplicate.first().ruling(), CommandAnswers.replayed(response));
            case OutcomeMessage.DeadLettered _ ->
                ErrorPage.error(500, "The payment could not be created.");
          };
    };
  }

  private static Answer of(OrderId orderId, Ruling ruling, Answer opened) {
    return switch (ruling.outcome()) {
      case APPLIED -> opened.body().isEmpty() ? CommandAnswers.undecided(orderId) : opened;
      case REJECTED -> rejected(ruling.reason());
      case DUPLICATE, STALE, SURPLUS, DEAD_LETTERED -> CommandAnswers.undecided(orderId);
    };
  }

  private static Answer rejected(Reason reason) {
    return switch (reason) {
      case ORDER_DIFFERS ->
          ErrorPage.error(422, "The order is known with another amount, currency or items.");
      case ORDER_ALREADY_PAID -> ErrorPage.error(409, "The order is paid already.");
      case ORDER_UNKNOWN ->
          ErrorPage.error(404, "The order is not known; send amount, currency and items.");
      case METHOD_NOT_OFFERED -> ErrorPage.error(422, "The payment method is not offered.");
      case NONE,
          WRONG_AMOUNT,
          WRONG_CURRENCY,
          WRONG_METHOD,
          OTHER_GATEWAY_TRANSACTION,
          SUCCESS_STANDS,
          ALREADY_FAILED,
          STILL_PENDING,
          HELD_BY_EARLIER,
          DISPLACED_BY_EARLIER,
          ORDER_NOT_PAID,
          ALREADY_REFUNDED,
          EXCEEDS_PAYMENT,
          REFUND_DIFFERS,
          LINES_DIFFER,
          REFUSED_BY_GATEWAY ->
          ErrorPage.error(422, "The payment was not created.");
    };
  }
}
