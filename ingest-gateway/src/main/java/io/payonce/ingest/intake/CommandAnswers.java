package io.payonce.ingest.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.payonce.ingest.http.Answer;
import io.payonce.ingest.http.ErrorPage;
import io.payonce.payments.OrderId;

/** What the caller of any command may be answered. */
public final class CommandAnswers {
  private CommandAnswers() {}

  /** The command is durable; what becomes of it can be asked for. */
  public static Answer undecided(OrderId orderId) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("orderId", orderId.value())
            .put("status", "ACCEPTED")
            .toString();
    return Answer.json(202, body).with("Location", "/api/payment/" + orderId);
  }

  /** The body is the very bytes that the first caller was answered with. */
  public static Answer replayed(String response) {
    return Answer.json(200, response).with("Idempotent-Replayed", "true");
  }

  public static Answer notDurable() {
    return ErrorPage.error(503, "It is not known whether the request was taken; send it again.")
        .with("Retry-After", "1");
  }
}
