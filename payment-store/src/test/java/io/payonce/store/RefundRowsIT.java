package io.payonce.store;

import static io.payonce.payments.PaymentMethod.VNPAY;
import static io.payonce.store.Shop.PRICE;
import static io.payonce.store.Shop.TEN;
import static io.payonce.store.Shop.line;
import static io.payonce.store.Shop.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.CallbackRules;
import io.payonce.payments.Claim;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.OrderLine;
import io.payonce.payments.OrderStatus;
import io.payonce.payments.Refund;
import io.payonce.payments.TransactionId;
import io.payonce.payments.Verdict;
import io.payonce.payments.refunds.RefundRequest;
import io.payonce.payments.refunds.RefundResult;
import io.payonce.payments.refunds.RefundRules;
import io.payonce.payments.refunds.RefundStep;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is stored of refunds. */
@ExtendWith(EmbeddedServersExtension.class)
class RefundRowsIT {
  private static final OrderId ORDER = new OrderId("ORD-1");

  private final Database database;
  private final Shop shop;

  RefundRowsIT(TestServers servers) {
    database = Database.of(servers);
    shop = new Shop(database.store());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void intended_refund_comes_back_and_raises_no_version() {
    pay(line("tea", 3), line("cup", 1));
    long version = shop.reload("ORD-1").version();
    RefundRequest request = partial("r1", 50_000, line("tea", 2));
    Order opened = open(request);
    assertThat(shop.reload("ORD-1")).isEqualTo(opened);
    assertThat(opened.version()).isEqualTo(version);
    assertThat(opened.refund(request.refund()).orElseThrow())
        .isEqualTo(
            new Refund(
                request.refund(),
                opened.holder().orElseThrow().id(),
                "r1",
                new Money(50_000, "VND"),
                List.of(line("tea", 2)),
                TEN,
                Refund.Status.REQUESTED,
                ""));
    assertThat(database.store().refundsUnderWay()).containsEntry(Refund.Status.REQUESTED, 1L);
  }

  @Test
  void answers_change_the_refund_and_keep_the_response() {
    pay(line("tea", 3));
    RefundRequest request = partial("r1", 50_000, line("tea", 2));
    open(request);
    answer(request, new RefundResult.Unclear());
    assertThat(status(request)).isEqualTo(Refund.Status.UNKNOWN);
    answer(request, new RefundResult.Completed("g-1"));
    Order order = shop.reload("ORD-1");
    assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_REFUNDED);
    assertThat(database.one("SELECT status FROM orders")).isEqualTo("PARTIALLY_REFUNDED");
    assertThat(order.refund(request.refund()).orElseThrow().gatewayTransactionId())
        .isEqualTo("g-1");
    assertThat(database.one("SELECT on_hand FROM inventory")).isEqualTo("-1");
    assertThat(
            database
                .store()
                .<String>inTransaction(
                    batch -> batch.loadForRefunds(List.of(ORDER)).refundResponse(request.refund())))
        .isEqualTo("answer of r1");
  }

  @Test
  void several_refunds_come_back_in_the_order_in_which_they_were_opened() {
    pay(line("tea", 3));
    List<RefundRequest> requests =
        List.of(partial("c", 10), partial("a", 20), partial("b", 30, line("tea", 1)));
    requests.forEach(this::open);
    assertThat(shop.reload("ORD-1").refunds())
        .extracting(Refund::refundId)
        .containsExactly("c", "a", "b");
  }

  @Test
  void callback_finds_the_order_by_its_refund_and_settles_it() {
    pay(line("tea", 3));
    RefundRequest request = partial("r1", 50_000);
    open(request);
    answer(request, new RefundResult.Accepted("g-1"));
    shop.settle(
        new CallbackRules.Callback(
            UUID.randomUUID(),
            request.refund(),
            VNPAY,
            new Claim(Claim.Status.SUCCEEDED, new Money(50_000, "VND"), "g-1")));
    assertThat(status(request)).isEqualTo(Refund.Status.SUCCEEDED);
    assertThat(database.store().refundsUnderWay()).isEmpty();
  }

  @Test
  void refusal_of_an_unknown_order_is_found_again() {
    RefundRequest request = partial("r1", 10);
    assertThat(decide(request))
        .isInstanceOfSatisfying(
            RefundStep.Answered.class,
            answered -> assertThat(answered.verdict()).isInstanceOf(Verdict.Refused.class));
    assertThat(decide(request))
        .isInstanceOfSatisfying(
            RefundStep.Answered.class,
            answered -> assertThat(answered.verdict()).isInstanceOf(Verdict.Redelivered.class));
  }

  private void pay(OrderLine... lines) {
    TransactionId payment = shop.open("ORD-1", lines);
    shop.settle(success(payment, VNPAY, "v-1"));
  }

  private static RefundRequest partial(String refundId, long amount, OrderLine... lines) {
    return new RefundRequest(
        UUID.randomUUID(),
        TEN,
        ORDER,
        Optional.of(refundId),
        Optional.of(new Money(amount, PRICE.currency())),
        Optional.empty(),
        List.of(lines),
        false);
  }

  private Order open(RefundRequest request) {
    return ((RefundStep.Opened) decide(request)).after();
  }

  private RefundStep decide(RefundRequest request) {
    return database
        .store()
        .inTransaction(
            batch -> {
              WorkingSet set = batch.loadForRefunds(List.of(ORDER));
              RefundStep step =
                  RefundRules.request(set.order(ORDER), set.decisionsOn(ORDER), request);
              if (step instanceof RefundStep.Opened opened) {
                set.apply(opened.after());
              }
              if (step instanceof RefundStep.Answered(Verdict.Refused refused)) {
                set.apply(refused);
              }
              batch.store(set);
              return step;
            });
  }

  private void answer(RefundRequest request, RefundResult result) {
    database
        .store()
        .inTransaction(
            batch -> {
              WorkingSet set = batch.loadForRefunds(List.of(ORDER));
              Verdict.Decided decided =
                  (Verdict.Decided)
                      RefundRules.answered(
                          set.order(ORDER).orElseThrow(),
                          request.refund(),
                          request.commandId(),
                          request.said(),
                          result);
              if (decided.decisions().isEmpty()) {
                set.apply(decided);
              } else {
                set.applyRefund(
                    decided, request.refund(), "answer of " + request.refundId().orElseThrow());
              }
              batch.store(set);
              return true;
            });
  }

  private Refund.Status status(RefundRequest request) {
    return shop.reload("ORD-1").refund(request.refund()).orElseThrow().status();
  }
}
