package io.payonce.ingest.refunds;

import io.payonce.ingest.http.RequestRefused;
import io.payonce.ingest.intake.JsonBody;
import io.payonce.ingest.intake.OrderFields;
import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.TransactionId;
import io.payonce.payments.identifiers.Identifiers;
import java.util.List;
import java.util.Optional;

/** Reads the body of a refund. Fields that we do not know are ignored. */
final class RefundRequestReader {
  private static final int MAX_ITEMS = 100;
  private static final int MAX_REASON = 255;

  private final JsonBody body;
  private final OrderFields fields;

  private RefundRequestReader(JsonBody body) {
    this.body = body;
    fields = new OrderFields(body);
  }

  /**
   * @throws RequestRefused with 400 and all problems in one message; with 422 for a partial refund
   *     without a name
   */
  static RefundRequest read(JsonBody body) {
    RefundRequest request = new RefundRequestReader(body).request();
    if (request.amount().isPresent() && request.refundId().isEmpty()) {
      throw new RequestRefused(422, "A partial refund needs a refundId.");
    }
    return request;
  }

  private RefundRequest request() {
    Optional<OrderId> orderId = fields.orderId();
    Optional<TransactionId> payment =
        given("transactionId").flatMap(text -> body.noting("", () -> new TransactionId(text)));
    Optional<Money> amount = amount();
    Optional<String> refundId =
        given("refundId")
            .flatMap(
                text -> body.noting("", () -> Identifiers.requireWellFormed(text, "refundId")));
    List<OrderLine> lines = lines();
    String reason = body.optional("reason");
    if (reason.length() > MAX_REASON) {
      body.note("reason must be at most " + MAX_REASON + " characters");
    }
    body.requireNoProblems();
    return new RefundRequest(orderId.orElseThrow(), payment, amount, refundId, lines, reason);
  }

  private Optional<String> given(String field) {
    return body.has(field) ? body.required(field) : Optional.empty();
  }

  /** Both or none: a currency whose amount was misspelled must not pay back everything. */
  private Optional<Money> amount() {
    return body.has("amount") || body.has("currency") ? fields.money() : Optional.empty();
  }

  /** As {@code items}, like a create has them, or {@code lines}, like a refund command has them. */
  private List<OrderLine> lines() {
    if (body.has("items") && body.has("lines")) {
      body.note("items and lines are the same; send one of them");
    }
    String field = body.has("lines") ? "lines" : "items";
    List<OrderLine> lines = body.has(field) ? fields.lines(field, 0, MAX_ITEMS) : List.of();
    if (lines.stream().map(OrderLine::sku).distinct().count() < lines.size()) {
      body.note(field + " must name each sku once");
    }
    return lines;
  }
}
