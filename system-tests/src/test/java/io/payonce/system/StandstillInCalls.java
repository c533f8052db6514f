package io.payonce.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.simulator.merchant.BooksPage;
import io.payonce.simulator.merchant.Fault;
import io.payonce.simulator.merchant.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Orders that stand around their calls to the gateway, two at each boundary. */
final class StandstillInCalls implements Standstill {
  /** How many orders it takes. */
  static final int ORDERS = 2 * Boundary.values().length;

  private static final Duration LONG = Duration.ofSeconds(18);
  private static final Duration AWHILE = Duration.ofSeconds(4);
  private static final String ROWS =
      "SELECT order_id FROM orders WHERE order_id = ANY (string_to_array(?, ',')) FOR UPDATE";

  /** Where an order stands. */
  private enum Boundary {
    /** The first transaction waits for the order's row. */
    BEFORE_INTENT,
    /** The intent is committed; the gateway is asked, and takes its time. */
    AFTER_INTENT,
    /** The gateway was sent the refund and has made it, and does not answer. */
    DURING_CALL,
    /** The gateway was sent the refund, and makes it only after somebody else has asked. */
    DURING_LATE_CALL,
    /** The gateway has answered; the second transaction waits for the order's row. */
    AFTER_ANSWER
  }

  private final PlayedVnpay vnpay;
  private final Database database;
  private final Map<Boundary, List<RefundedOrder>> standing = new EnumMap<>(Boundary.class);
  private final List<HeldRows> held = new ArrayList<>();

  StandstillInCalls(
      PlayedVnpay vnpay, Database database, List<RefundedOrder> orders, Random random) {
    this.vnpay = vnpay;
    this.database = database;
    int first = 0;
    for (Boundary boundary : Boundary.values()) {
      standing.put(boundary, orders.subList(first, first + 2));
      first += 2;
    }
    hold(Boundary.BEFORE_INTENT);
    Duration late = Duration.ofSeconds(8 + random.nextInt(9));
    for (RefundedOrder order : at(Boundary.AFTER_INTENT)) {
      vnpay.faultOfQuery(order.payment(), Fault.after(FaultKind.LATENCY).withDelay(LONG));
    }
    fault(Boundary.DURING_CALL, Fault.after(FaultKind.SILENCE).withDelay(LONG));
    fault(Boundary.DURING_LATE_CALL, Fault.after(FaultKind.LATE).withDelay(late));
    fault(Boundary.AFTER_ANSWER, Fault.after(FaultKind.LATENCY).withDelay(AWHILE));
  }

  private void fault(Boundary boundary, Fault fault) {
    at(boundary).forEach(order -> vnpay.faultOfRefund(order.payment(), fault));
  }

  private void hold(Boundary boundary) {
    held.add(HeldRows.of(database, ROWS, RefundedOrder.ids(at(boundary))));
  }

  private List<RefundedOrder> at(Boundary boundary) {
    return standing.getOrDefault(boundary, List.of());
  }

  @Override
  public void await(Run run) {
    Standstill.until(() -> booked(Boundary.DURING_CALL) == 2 && booked(Boundary.AFTER_ANSWER) == 2);
    hold(Boundary.AFTER_ANSWER);
    Standstill.until(() -> HeldRows.waitersIn(database, "FROM orders o") == 4);
    Standstill.until(
        () -> requested(Boundary.DURING_LATE_CALL) == 2 && requested(Boundary.AFTER_INTENT) == 2);
  }

  @Override
  public void check(Run run) {
    for (Boundary boundary : Boundary.values()) {
      assertThat(requested(boundary))
          .as("intents %s", boundary)
          .isEqualTo(boundary == Boundary.BEFORE_INTENT ? 0 : 2);
    }
    assertThat(booked(Boundary.BEFORE_INTENT) + booked(Boundary.AFTER_INTENT))
        .as("made by the gateway too early")
        .isZero();
  }

  private long booked(Boundary boundary) {
    BooksPage books = vnpay.books();
    return at(boundary).stream()
        .filter(order -> !books.payment(order.payment().value()).orElseThrow().refunds().isEmpty())
        .count();
  }

  private long requested(Boundary boundary) {
    return database.number(
        """
        SELECT count(*) FROM transactions WHERE kind = 'REFUND' AND status = 'REQUESTED'
           AND order_id = ANY (string_to_array(?, ','))
        """,
        RefundedOrder.ids(at(boundary)));
  }

  @Override
  public void close() {
    held.forEach(HeldRows::close);
  }
}
