package io.payonce.ingest.status;

import io.payonce.ingest.access.ApiKeys;
import io.payonce.ingest.http.Answer;
import io.payonce.ingest.http.Endpoint;
import io.payonce.ingest.http.ErrorPage;
import io.payonce.ingest.http.HttpCall;
import io.payonce.ingest.http.RequestRefused;
import io.payonce.payments.OrderId;
import io.payonce.store.views.OrderLookup;
import io.payonce.store.views.OrderViews;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells internal systems how an order stands. */
public final class StatusEndpoint implements Endpoint {
  private static final Logger log = LoggerFactory.getLogger(StatusEndpoint.class);

  private final ApiKeys apiKeys;
  private final Optional<OrderViews> views;

  /**
   * @param views empty where no database is set up to look at
   */
  public StatusEndpoint(ApiKeys apiKeys, Optional<OrderViews> views) {
    this.apiKeys = apiKeys;
    this.views = views;
  }

  @Override
  public Answer answer(HttpCall call) {
    apiKeys.require(call);
    OrderId orderId = orderId(call.pathEnd());
    if (views.isEmpty()) {
      return ErrorPage.error(503, "The status of orders is not configured here.");
    }
    return switch (views.get().find(orderId)) {
      case OrderLookup.Found(var order) -> Answer.json(200, StatusBody.write(order));
      case OrderLookup.Unknown _ ->
          ErrorPage.error(404, "The order is not known, or its first command is not decided yet.");
      case OrderLookup.Unavailable(String reason) -> {
        log.warn("the status of an order cannot be read: {}", reason);
        yield ErrorPage.error(503, "The status of orders cannot be read at present.")
            .with("Retry-After", "1");
      }
    };
  }

  private static OrderId orderId(String text) {
    try {
      return new OrderId(text);
    } catch (IllegalArgumentException _) {
      // No order can have such an id.
      throw new RequestRefused(404, "The order is not known.");
    }
  }
}
