package io.payonce.ingest.refunds;

import io.payonce.ingest.http.Answer;
import io.payonce.ingest.http.ErrorPage;
import io.payonce.ingest.intake.CommandAnswers;
import io.payonce.payments.OrderId;
import io.payonce.payments.Reason;
import io.payonce.payments.Ruling;
import io.payonce.schemas.OutcomeMessage;
import io.payonce.schemas.Reply;

/** What the caller of a refund is answered, by outcome. */
final class RefundAnswers {
  private RefundAnswers() {}

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
                ErrorPage.error(500, "The refund could not be made.");
          };
    };
  }

  private static Answer of(OrderId orderId, Ruling ruling, Answer taken) {
    return switch (ruling.outcome()) {
      case APPLIED -> taken.body().isEmpty() ? CommandAnswers.undecided(orderId) : taken;
      case REJECTED -> rejected(ruling.reason());
      case DUPLICATE, STALE, SURPLUS, DEAD_LETTERED -> CommandAnswers.undecided(orderId);
    };
  }

  /**
   * A gateway's refusal is 422 and not 502: it is an answer, and final. A 502 would say that the
   * same may work in a while, and clients and proxies send such requests again by themselves.
   */
  private static Answer rejected(Reason reason) {
    return switch (reason) {
      case ORDER_UNKNOWN -> ErrorPage.error(404, "The order is not known.");
      case ORDER_NOT_PAID -> ErrorPage.error(409, "The order is not paid.");
      case ALREADY_REFUNDED -> ErrorPage.error(400, "Order already refunded");
      case EXCEEDS_PAYMENT -> ErrorPage.error(422, "That is more than is left of the payment.");
      case REFUND_DIFFERS ->
          ErrorPage.error(422, "The refundId is known with another amount, payment or items.");
      case LINES_DIFFER ->
          ErrorPage.error(422, "The items are not the order's, or more than are left of it.");
      case WRONG_CURRENCY -> ErrorPage.error(422, "The payment was made in another currency.");
      case WRONG_AMOUNT -> ErrorPage.error(422, "The amount must be positive.");
      case REFUSED_BY_GATEWAY -> ErrorPage.error(422, "The payment gateway refused the refund.");
      case METHOD_NOT_OFFERED ->
          ErrorPage.error(422, "The order's payment method cannot be refunded here.");
      case NONE,
          WRONG_METHOD,
          OTHER_GATEWAY_TRANSACTION,
          SUCCESS_STANDS,
          ALREADY_FAILED,
          STILL_PENDING,
          HELD_BY_EARLIER,
          DISPLACED_BY_EARLIER,
          ORDER_DIFFERS,
          ORDER_ALREADY_PAID ->
          ErrorPage.error(422, "The refund was not made.");
    };
  }
}
