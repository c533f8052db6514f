package io.payonce.refunds;

import io.payonce.embedded.junit.TestServers;
import io.payonce.methods.vnpay.VnpayTime;
import io.payonce.payments.CallbackRules;
import io.payonce.payments.Claim;
import io.payonce.payments.CreateRules;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.PaymentMethod;
import io.payonce.payments.Sku;
import io.payonce.payments.TransactionId;
import io.payonce.payments.Verdict;
import io.payonce.schemas.RefundCommand;
import io.payonce.simulator.SimulatorControl;
import io.payonce.simulator.merchant.BooksPage;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import io.payonce.store.WorkingSet;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A shop whose orders are paid at the simulated VNPAY and stored by the real rules. */
final class Shop implements AutoCloseable {
  static final Money PRICE = new Money(150_000, "VND");

  private final TestServers servers;
  private final SimulatorControl control;
  private final PaymentMethod method;
  private final PaymentStore store;
  private final Instant now = Instant.ofEpochMilli(System.currentTimeMillis());

  Shop(TestServers servers, SimulatorControl control) {
    this(servers, control, PaymentMethod.VNPAY);
  }

  /**
   * @param method by which its orders are paid, whatever the simulated gateway speaks
   */
  Shop(TestServers servers, SimulatorControl control, PaymentMethod method) {
    this.servers = servers;
    this.control = control;
    this.method = method;
    this.store = PaymentStore.open(StoreSettings.of(servers.jdbcUrl(), servers.user(), "", 4));
  }

  PaymentStore store() {
    return store;
  }

  static OrderLine line(String sku, int quantity) {
    return new OrderLine(new Sku(sku), quantity);
  }

  /** An order that is not paid. */
  TransactionId open(String orderId, OrderLine... lines) {
    UUID commandId = UUID.randomUUID();
    CreateRules.Request request =
        new CreateRules.Request(
            commandId,
            new OrderId(orderId),
            TransactionId.mintedBy(commandId, now),
            method,
            true,
            now,
            now.plus(Duration.ofMinutes(15)),
            Optional.of(new CreateRules.Details(PRICE, List.of(lines))),
            CreateRules.Reading.FIRST);
    store.inTransaction(
        transaction -> {
          WorkingSet set = transaction.loadOrders(List.of(request.orderId()));
          Verdict verdict = CreateRules.decide(set.order(request.orderId()), List.of(), request);
          set.apply((Verdict.Decided) verdict, request.transactionId(), "pay " + orderId);
          transaction.store(set);
          return true;
        });
    return request.transactionId();
  }

  /** An order that is paid here and there; returns the payment. */
  TransactionId pay(String orderId, OrderLine... lines) {
    TransactionId payment = open(orderId, lines);
    String number = control.bookPayment(payment.value(), PRICE.minorUnits(), VnpayTime.text(now));
    settle(payment, Claim.Status.SUCCEEDED, PRICE, number);
    return payment;
  }

  void settle(TransactionId transaction, Claim.Status status, Money amount, String number) {
    store.inTransaction(
        batch -> {
          WorkingSet set = batch.loadOrdersOf(List.of(transaction));
          Verdict verdict =
              CallbackRules.decide(
                  set.orderOf(transaction).orElseThrow(),
                  new CallbackRules.Callback(
                      UUID.randomUUID(), transaction, method, new Claim(status, amount, number)));
          set.apply((Verdict.Decided) verdict);
          batch.store(set);
          return true;
        });
  }

  Order order(String orderId) {
    OrderId id = new OrderId(orderId);
    return store.inTransaction(batch -> batch.loadForRefunds(List.of(id)).order(id).orElseThrow());
  }

  /** What VNPAY's books say of a payment. */
  BooksPage.Payment booked(TransactionId payment) {
    return control.books().payment(payment.value()).orElseThrow();
  }

  /** Orders {@code MANY-0} and so on, each paid. */
  void payMany(int orders) {
    payMany("MANY", orders);
  }

  /** Orders of that name and a number, each paid. */
  void payMany(String name, int orders) {
    for (int i = 0; i < orders; i++) {
      pay(name + "-" + i, line("tea", 1));
    }
  }

  void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The only column of the only row. */
  long number(String sql) {
    try (Connection connection =
            DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A command for all that is left. */
  RefundCommand full(String orderId) {
    return command(orderId, Optional.empty(), Optional.empty());
  }

  RefundCommand partial(String orderId, String refundId, long vnd, OrderLine... lines) {
    return command(orderId, Optional.of(refundId), Optional.of(new Money(vnd, "VND")), lines);
  }

  private RefundCommand command(
      String orderId, Optional<String> refundId, Optional<Money> amount, OrderLine... lines) {
    return new RefundCommand(
        UUID.randomUUID(),
        now,
        new OrderId(orderId),
        Optional.empty(),
        amount,
        refundId,
        List.of(lines),
        "");
  }

  @Override
  public void close() {
    store.close();
  }
}
