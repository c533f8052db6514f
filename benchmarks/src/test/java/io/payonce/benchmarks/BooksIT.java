package io.payonce.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.benchmarks.rig.Database;
import io.payonce.benchmarks.rig.Stock;
import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.store.PaymentStore;
import io.payonce.store.StoreSettings;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServersExtension.class)
class BooksIT {
  private static final Workload.Orders ORDERS = new Workload.Orders(0, 50, 20);

  @Test
  void books_hold_after_each_callback_was_applied_once(TestServers servers) throws SQLException {
    Database database = apply(servers, Workload.of(ORDERS, 25, 1, 0));

    assertThat(Books.check(database, List.of(ORDERS))).isEmpty();
  }

  @Test
  void payment_that_was_lost_is_found(TestServers servers) throws SQLException {
    Database database = apply(servers, Workload.of(ORDERS, 20, 1, 0), 19);

    assertThat(Books.check(database, List.of(ORDERS)))
        .anyMatch(broken -> broken.startsWith("1 orders that should be paid"));
  }

  @Test
  void stock_that_moved_twice_is_found(TestServers servers) throws SQLException {
    Database database = apply(servers, Workload.of(ORDERS, 20, 1, 0));
    database.execute(List.of("UPDATE inventory SET on_hand = on_hand - 1 WHERE sku = 'SKU-0000'"));

    assertThat(Books.check(database, List.of(ORDERS)))
        .containsExactly("1 skus whose stock is not what it was, less what was sold");
  }

  private static Database apply(TestServers servers, Workload workload) throws SQLException {
    return apply(servers, workload, workload.records());
  }

  private static Database apply(TestServers servers, Workload workload, int records)
      throws SQLException {
    Database database = new Database(servers.jdbcUrl(), servers.user());
    try (PaymentStore store =
        PaymentStore.open(StoreSettings.of(servers.jdbcUrl(), servers.user(), "not-needed", 2))) {
      store.migrate();
    }
    Stock.put(database);
    PendingOrders.create(database, ORDERS.first(), ORDERS.end());
    try (OneTransaction transaction = new OneTransaction(database)) {
      for (int position = 0; position < records; position++) {
        transaction.apply(workload.callback(position));
      }
    }
    return database;
  }
}
