package io.payonce.cli.stack;

import io.payonce.payments.Money;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import java.util.List;

/** An order as a shop asks to have it paid. */
public record OrderDraft(OrderId orderId, Money amount, List<OrderLine> lines) {
  public OrderDraft {
    lines = List.copyOf(lines);
  }
}
