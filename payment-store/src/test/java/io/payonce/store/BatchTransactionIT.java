package io.payonce.store;

import static io.payonce.payments.PaymentMethod.MOMO;
import static io.payonce.payments.PaymentMethod.VNPAY;
import static io.payonce.store.Shop.TEN;
import static io.payonce.store.Shop.line;
import static io.payonce.store.Shop.request;
import static io.payonce.store.Shop.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.Attempt;
import io.payonce.payments.CallbackRules;
import io.payonce.payments.Claim;
import io.payonce.payments.CreateRules;
import io.payonce.payments.KeptDecision;
import io.payonce.payments.Money;
import io.payonce.payments.Order;
import io.payonce.payments.OrderId;
import io.payonce.payments.TransactionId;
import io.payonce.payments.Verdict;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is stored of orders, attempts and decisions, and what the database refuses. */
@ExtendWith(EmbeddedServersExtension.class)
class BatchTransactionIT {
  private final Database database;
  private final Shop shop;

  BatchTransactionIT(TestServers servers) {
    database = Database.of(servers);
    shop = new Shop(database.store());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void order_comes_back_as_it_was_decided() {
    CreateRules.Request first =
        request("ORD-1", VNPAY, TEN.plusSeconds(1), line("tea", 3), line("cup", 1));
    CreateRules.Request second = request("ORD-1", MOMO, TEN.plusSeconds(2));
    shop.open(first, second);
    Money wrong = new Money(1, "VND");
    WorkingSet decided =
        shop.settle(
            failure(first.transactionId(), "0"),
            success(second.transactionId(), MOMO, "m-1"),
            new CallbackRules.Callback(
                UUID.randomUUID(),
                second.transactionId(),
                MOMO,
                new Claim(Claim.Status.SUCCEEDED, wrong, "m-2")));
    Order reloaded = shop.reload("ORD-1");
    assertThat(reloaded).isEqualTo(decided.order(new OrderId("ORD-1")).orElseThrow());
    assertThat(reloaded.version()).isEqualTo(5);
    assertThat(reloaded.underReview()).isTrue();
    assertThat(reloaded.attempts().getFirst().createdAt()).isEqualTo(first.acceptedAt());
  }

  @Test
  void attempts_come_back_in_the_order_of_their_creation_and_not_of_their_storing() {
    TransactionId later =
        shop.open(request("ORD-1", VNPAY, TEN.plusSeconds(60), line("tea", 1))).getFirst();
    TransactionId earlier = shop.open(request("ORD-1", MOMO, TEN)).getFirst();
    assertThat(shop.reload("ORD-1").attempts())
        .extracting(Attempt::id)
        .containsExactly(earlier, later);
  }

  @Test
  void orders_are_found_by_their_transactions_and_unknown_transactions_are_left_out() {
    TransactionId known = shop.open("ORD-1", line("tea", 1));
    TransactionId unknown = new TransactionId("nobody-knows");
    WorkingSet set =
        database.store().inTransaction(batch -> batch.loadOrdersOf(List.of(unknown, known)));
    assertThat(set.orderOf(known)).map(Order::attempts).contains(shop.reload("ORD-1").attempts());
    assertThat(set.orderOf(unknown)).isEmpty();
  }

  @Test
  void create_response_comes_back_byte_for_byte() {
    TransactionId transaction = shop.open("ORD-1", line("tea", 1));
    WorkingSet set =
        database.store().inTransaction(batch -> batch.loadOrders(List.of(new OrderId("ORD-1"))));
    assertThat(set.createResponse(transaction)).isEqualTo("pay " + transaction);
  }

  @Test
  void takeover_in_one_batch_passes_the_index_that_allows_one_holder() {
    CreateRules.Request earlier = request("ORD-1", VNPAY, TEN, line("tea", 1));
    CreateRules.Request later = request("ORD-1", MOMO, TEN.plusSeconds(1));
    shop.open(earlier, later);
    shop.settle(success(later.transactionId(), MOMO, "m-1"));
    shop.settle(success(earlier.transactionId(), VNPAY, "v-1"));
    Order order = shop.reload("ORD-1");
    assertThat(order.holder().orElseThrow().id()).isEqualTo(earlier.transactionId());
    assertThat(order.attempt(later.transactionId()).orElseThrow().status())
        .isEqualTo(Attempt.Status.SURPLUS);
    assertThat(order.decisions()).extracting(kept -> kept.after().version()).isSorted();
  }

  @Test
  void second_holder_of_an_order_is_refused_whatever_the_code_does() {
    shop.open(request("ORD-1", VNPAY, TEN, line("tea", 1)), request("ORD-1", MOMO, TEN));
    Throwable refusal =
        catchThrowable(() -> database.execute("UPDATE transactions SET status = 'SUCCEEDED'"));
    assertThat(refusal).hasMessageContaining("one_holder_an_order");
    assertThat(SqlFailure.of(refusal)).isEqualTo(SqlFailure.UNIQUE_KEY);
  }

  @Test
  void decisions_and_stock_movements_are_kept_for_ever() {
    TransactionId transaction = shop.open("ORD-1", line("tea", 1));
    shop.settle(success(transaction, VNPAY, "v-1"));
    for (String table : List.of("transaction_events", "inventory_movements")) {
      assertThat(database.one("SELECT count(*) FROM " + table)).isNotEqualTo("0");
      assertThatThrownBy(() -> database.execute("DELETE FROM " + table))
          .hasMessageContaining(table + " is append-only");
    }
    assertThatThrownBy(() -> database.execute("UPDATE transaction_events SET said = ''"))
        .hasMessageContaining("transaction_events is append-only");
    assertThatThrownBy(() -> database.execute("UPDATE inventory_movements SET quantity = 0"))
        .hasMessageContaining("inventory_movements is append-only");
  }

  @Test
  void second_decision_on_one_command_and_transaction_is_refused() {
    TransactionId transaction = shop.open("ORD-1", line("tea", 1));
    CallbackRules.Callback callback = success(transaction, VNPAY, "v-1");
    Throwable refusal =
        catchThrowable(
            () ->
                database
                    .store()
                    .inTransaction(
                        batch -> {
                          WorkingSet set = batch.loadOrdersOf(List.of(transaction));
                          Verdict verdict = Shop.callback(set, callback);
                          // As if the lookup by command had been forgotten.
                          set.apply((Verdict.Decided) verdict);
                          batch.store(set);
                          return set;
                        }));
    assertThat(SqlFailure.of(refusal)).isEqualTo(SqlFailure.UNIQUE_KEY);
    assertThat(refusal).hasMessageContaining("transaction_events_pkey");
    assertThat(shop.reload("ORD-1").holder()).isEmpty();
  }

  @Test
  void refusal_of_an_unknown_order_is_found_again_with_and_without_the_order() {
    CreateRules.Request early = request("ORD-1", VNPAY, TEN);
    shop.open(early);
    OrderId id = new OrderId("ORD-1");
    WorkingSet set = database.store().inTransaction(batch -> batch.loadOrders(List.of(id)));
    assertThat(set.order(id)).isEmpty();
    assertThat(set.decisionsOn(id)).extracting(KeptDecision::commandId).contains(early.commandId());
    assertThat(Shop.create(set, early)).isInstanceOf(Verdict.Redelivered.class);
    shop.open("ORD-1", line("tea", 1));
    set = database.store().inTransaction(batch -> batch.loadOrders(List.of(id)));
    assertThat(Shop.create(set, early)).isInstanceOf(Verdict.Redelivered.class);
  }

  @Test
  void refused_command_that_comes_again_in_one_batch_after_the_order_was_opened_stays_refused() {
    WorkingSet set = new WorkingSet();
    CreateRules.Request early = request("ORD-1", VNPAY, TEN);
    assertThat(Shop.create(set, early)).isInstanceOf(Verdict.Refused.class);
    Shop.create(set, request("ORD-1", VNPAY, TEN, line("tea", 1)));
    assertThat(Shop.create(set, early)).isInstanceOf(Verdict.Redelivered.class);
  }

  @Test
  void step_that_fails_is_undone_alone() {
    shop.open(request("ORD-1", VNPAY, TEN, line("tea", 1)));
    OrderId before = new OrderId("before");
    OrderId after = new OrderId("after");
    database
        .store()
        .inTransaction(
            batch -> {
              batch.undoable(() -> storeNew(batch, before));
              assertThatThrownBy(
                      () ->
                          batch.undoable(
                              () -> {
                                storeNew(batch, new OrderId("undone"));
                                storeNew(batch, new OrderId("ORD-1"));
                              }))
                  .hasMessageContaining("orders_pkey");
              batch.undoable(() -> storeNew(batch, after));
              return 0;
            });
    assertThat(database.column("SELECT order_id FROM orders ORDER BY order_id"))
        .containsExactly("ORD-1", "after", "before");
    assertThat(database.one("SELECT count(*) FROM order_items")).isEqualTo("3");
  }

  private static void storeNew(BatchTransaction batch, OrderId id) {
    WorkingSet blind = new WorkingSet();
    Shop.create(blind, request(id.value(), VNPAY, TEN, line("tea", 1)));
    batch.store(blind);
  }

  private static CallbackRules.Callback failure(TransactionId transaction, String number) {
    return new CallbackRules.Callback(
        UUID.randomUUID(), transaction, VNPAY, new Claim(Claim.Status.FAILED, Shop.PRICE, number));
  }
}
