package io.payonce.store;

import static io.payonce.payments.PaymentMethod.VNPAY;
import static io.payonce.store.Shop.TEN;
import static io.payonce.store.Shop.line;
import static io.payonce.store.Shop.request;
import static io.payonce.store.Shop.success;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.OrderId;
import io.payonce.payments.TransactionId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Transactions that want the same rows wait for each other and never in a circle. Each test holds
 * the first row in the order of keys, lets a batch that names the rows backwards run into it, and
 * sees that the batch has not taken the second one yet.
 */
@ExtendWith(EmbeddedServersExtension.class)
class LockOrderIT {
  private final Database database;
  private final Shop shop;
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  LockOrderIT(TestServers servers) {
    database = Database.of(servers);
    shop = new Shop(database.store());
  }

  @AfterEach
  void close() {
    other.close();
    database.close();
  }

  @Test
  void orders_are_locked_in_the_order_of_their_ids_and_not_of_their_rows() throws Exception {
    shop.open("B", line("tea", 1));
    shop.open("A", line("tea", 1));
    Future<?> batch =
        holding(
            "SELECT 1 FROM orders WHERE order_id = 'A' FOR UPDATE",
            () ->
                database
                    .store()
                    .inTransaction(
                        work -> work.loadOrders(List.of(new OrderId("B"), new OrderId("A")))),
            "SELECT 1 FROM orders WHERE order_id = 'B' FOR UPDATE NOWAIT");
    batch.get(10, SECONDS);
  }

  @Test
  void orders_are_locked_in_the_order_of_their_ids_when_found_by_transaction() throws Exception {
    TransactionId ofB = shop.open("B", line("tea", 1));
    TransactionId ofA = shop.open("A", line("tea", 1));
    Future<?> batch =
        holding(
            "SELECT 1 FROM orders WHERE order_id = 'A' FOR UPDATE",
            () -> database.store().inTransaction(work -> work.loadOrdersOf(List.of(ofB, ofA))),
            "SELECT 1 FROM orders WHERE order_id = 'B' FOR UPDATE NOWAIT");
    batch.get(10, SECONDS);
  }

  @Test
  void stock_is_locked_in_the_order_of_skus() throws Exception {
    TransactionId selling = shop.open("ORD-2", line("b", 1));
    TransactionId sellingToo = shop.open("ORD-3", line("a", 1));
    Future<?> batch =
        holding(
            "SELECT 1 FROM inventory WHERE sku = 'a' FOR UPDATE",
            () -> shop.settle(success(selling, VNPAY, "1"), success(sellingToo, VNPAY, "1")),
            "SELECT 1 FROM inventory WHERE sku = 'b' FOR UPDATE NOWAIT");
    batch.get(10, SECONDS);
    assertThat(database.column("SELECT sku || on_hand FROM inventory ORDER BY sku"))
        .containsExactly("a-1", "b-1");
  }

  @Test
  void new_orders_are_written_in_the_order_of_their_ids() throws Exception {
    Future<?> batch =
        holding(
            insertOf("A"),
            () ->
                shop.open(
                    request("B", VNPAY, TEN, line("tea", 1)),
                    request("A", VNPAY, TEN, line("tea", 1))),
            insertOf("B"));
    Throwable refusal = catchThrowable(() -> batch.get(10, SECONDS));
    assertThat(SqlFailure.of(refusal)).isEqualTo(SqlFailure.UNIQUE_KEY);
  }

  @Test
  void second_batch_on_an_order_sees_all_that_the_first_has_committed() throws Exception {
    TransactionId transaction = shop.open("A", line("tea", 1));
    Future<WorkingSet> second =
        database
            .store()
            .inTransaction(
                work -> {
                  Shop.settle(work, success(transaction, VNPAY, "1"));
                  Future<WorkingSet> started =
                      other.submit(() -> shop.settle(success(transaction, VNPAY, "2")));
                  awaitOneWaiting();
                  return started;
                });
    assertThat(second.get(10, SECONDS).order(new OrderId("A")).orElseThrow())
        .isEqualTo(shop.reload("A"))
        .matches(order -> order.version() == 3 && order.underReview());
  }

  /** Runs {@code first}, then lets the work run into it, then runs {@code second} and commits. */
  private Future<?> holding(String first, Runnable work, String second) {
    return database
        .store()
        .inHandle(
            handle -> {
              run(handle, first);
              Future<?> running = other.submit(work);
              awaitOneWaiting();
              run(handle, second);
              return running;
            });
  }

  private static void run(Handle handle, String sql) {
    int _ = handle.execute(sql);
  }

  private void awaitOneWaiting() {
    await()
        .until(
            () ->
                database.one(
                    """
                    SELECT count(*) FROM pg_stat_activity
                     WHERE wait_event_type = 'Lock' AND datname = current_database()
                    """),
            "1"::equals);
  }

  private static String insertOf(String order) {
    return "INSERT INTO orders VALUES ('%s', 1, 'VND', 'PENDING', 1)".formatted(order);
  }
}
